"""The sample site, made once a run by a whole start; copies of it run for journeys and faults."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests import browser as machine
from tests.running import START_PATIENCE, RunningSite, free_port, wait_until
from tests.smtp_sink import SmtpSink


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The sample site, stopped: `copy` it, then `start` the copy."""
    site = RunningSite(tmp_path_factory.mktemp("sample") / "var", smtp_port=free_port())
    site.launch()
    wait_until(site.is_alive, seconds=START_PATIENCE, what=f"the sample is loaded ({site.log})")
    site.stop()
    yield site
    site.remove()
    shutil.rmtree(site.folder)


@pytest.fixture(scope="session")
def letters() -> Iterator[SmtpSink]:
    """Where all mail of `open_site` arrives."""
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture(scope="session")
def open_site(
    sample_site: RunningSite, tmp_path_factory: pytest.TempPathFactory, letters: SmtpSink
) -> Iterator[RunningSite]:
    """A copy of the sample site, running for the whole session, with mail to `letters`."""
    site = sample_site.copy(tmp_path_factory.mktemp("open") / "var", smtp_port=letters.port)
    site.start()
    yield site
    site.remove()
    shutil.rmtree(site.folder)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Start the machine's own Chromium, which does not say that a program steers it.

    Playwright's loop stays open beside the tests that follow; Django must not take it for theirs.
    """
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return browser_type_launch_args | {
        "executable_path": machine.ensure(),
        "args": [*machine.ARGUMENTS, "--disable-blink-features=AutomationControlled"],
    }
