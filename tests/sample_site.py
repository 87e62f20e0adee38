"""The sample site, made once a run by a whole start; copies of it run for journeys and faults."""

import shutil
from collections.abc import Iterator

import pytest

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
