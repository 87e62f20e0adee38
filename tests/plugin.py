"""Starts the run's own PostgreSQL before Django looks for it, and removes it afterwards."""

import gc
import os
import shutil

import pytest

_cluster = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Start the embedded cluster in the controlling process; workers inherit its name."""
    global _cluster
    if "DATABASE_URL" in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    from config.settings import test
    from tests import prepared

    _cluster = test.CLUSTER
    prepared.lay(_cluster.folder)
    _cluster.start()


def pytest_collection_finish(session):
    """Spare the collector what stays for the whole run: a seventh of the time of a test was its."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_unconfigure(config):
    """Stop the cluster and remove the run's folder."""
    if _cluster is not None:
        _cluster.stop()
        shutil.rmtree(_cluster.folder.parent, ignore_errors=True)
