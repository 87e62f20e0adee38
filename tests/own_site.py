"""A site of its own for what is measured; the next run finds it again."""

import contextlib
import os
from collections.abc import Iterator

import psycopg

from tests import prepared
from tests.running import ROOT, external_url, free_port, make_external_database


@contextlib.contextmanager
def own_site(name: str, **environment: str) -> Iterator[int]:
    """Set up Django for a site called `name`, start its database, and yield its port.

    Folder and database are kept: a second run finds the pages of the first.
    """
    port = free_port()
    os.environ |= {
        "VAR_DIR": str(ROOT / "var" / name),
        "SITE_URL": f"http://localhost:{port}",
    } | environment
    if "DATABASE_URL" in os.environ:
        database = f"inspire_{name.replace('-', '_')}"
        with contextlib.suppress(psycopg.errors.DuplicateDatabase):
            make_external_database(database, anew=False)
        os.environ["DATABASE_URL"] = external_url(database)
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    if settings.CLUSTER:
        prepared.lay(settings.CLUSTER.folder)
        settings.CLUSTER.start()
    try:
        yield port
    finally:
        connections.close_all()
        if settings.CLUSTER:
            settings.CLUSTER.stop()
