"""Two real web processes: what one publishes the other shows on its next request."""

import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.db import connection

from config.launch import processes
from config.launch.__main__ import web_command
from lane import memory
from lane.generations import bump, counters
from tests.factories import pages as make
from tests.running import ROOT, clean_environment, external_url, free_port, wait_until

pytestmark = pytest.mark.fault


class Web:
    """One web process on the test's own database."""

    def __init__(self, lane: Path) -> None:
        self.port = free_port()
        name = connection.settings_dict["NAME"]
        self.environment = clean_environment(
            DJANGO_SETTINGS_MODULE="config.settings.dev",
            VAR_DIR=str(settings.VAR),
            LANE_DIR=str(lane),
            DEBUG="0",
            SITE_URL=f"http://localhost:{self.port}",
            LOG_LEVEL="ERROR",
        )
        if settings.CLUSTER:
            self.environment["DATABASE_NAME"] = name
        else:
            self.environment["DATABASE_URL"] = external_url(name)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, log: Path) -> None:
        self.process = processes.spawn(
            web_command(self.port), env=self.environment, log=log, cwd=ROOT
        )

    def get(self, path: str) -> tuple[str, bool]:
        """Return the text of a page, and whether it came from memory."""
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as reply:
            return reply.read().decode(), reply.headers["X-Request-ID"] != ""

    def is_up(self) -> bool:
        assert self.process
        assert self.process.poll() is None
        try:
            self.get("/healthz")
        except (urllib.error.URLError, OSError):
            return False
        return True

    def stop(self) -> None:
        if self.process:
            processes.kill_session(self.process)


def others() -> set[int]:
    """Return the processes of the server that talk with others than us about this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def webs(transactional_db, tmp_path):
    """Two processes on this machine, and one that shares no folder with them."""
    memory.forget()
    before = others()
    shared = Path(settings.LANE_DIR)
    found = [Web(shared), Web(shared), Web(tmp_path / "elsewhere")]
    for number, web in enumerate(found):
        web.start(tmp_path / f"web-{number}.log")
    for web in found:
        wait_until(web.is_up, seconds=90, what="the web process answers")
    yield found
    for web in found:
        web.stop()
    wait_until(lambda: others() <= before, seconds=30, what="the server has let go of them")


def publish(article, title):
    article.title = title
    article.save_revision().publish()


def test_what_is_committed_here_shows_in_other_processes_on_the_very_next_request(webs):
    article = make.ArticlePageFactory(slug="first", title="Words 0")
    here, twin, elsewhere = webs
    for _ in range(3):
        for web in webs:
            web.get("/articles/first/")
        time.sleep(0.3)
    for number in range(1, 8):
        publish(article, f"Words {number}")
        for web in (here, twin):
            assert f"Words {number}" in web.get("/articles/first/")[0]
        for web in (here, twin):
            assert f"Words {number}" in web.get("/articles/first/")[0]
    latest = "Words 7"
    wait_until(
        lambda: latest in elsewhere.get("/articles/first/")[0],
        seconds=5,
        pause=0.02,
        what="the other machine has heard of it",
    )


def test_a_process_whose_listener_was_cut_off_listens_again(webs):
    article = make.ArticlePageFactory(slug="first", title="Words 0")
    elsewhere = webs[2]
    elsewhere.get("/articles/first/")
    time.sleep(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = 'lane' AND datname = current_database()"
        )
        assert cursor.fetchone()[0] >= 1
    publish(article, "Words 1")
    wait_until(
        lambda: "Words 1" in elsewhere.get("/articles/first/")[0],
        seconds=15,
        pause=0.05,
        what="the listener came back",
    )


def test_a_database_restored_from_an_older_copy_goes_on_counting_beyond_what_is_known(webs):
    article = make.ArticlePageFactory(slug="first", title="Words 0")
    here = webs[0]
    bump("news")
    here.get("/articles/first/")
    time.sleep(0.5)
    here.get("/articles/first/")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM lane_generation")
        cursor.execute("SELECT setval(pg_get_serial_sequence('lane_generation', 'number'), 1)")
    publish(article, "Words 1")
    assert "Words 1" in here.get("/articles/first/")[0]
    assert counters().is_shared
    assert psutil.pid_exists(here.process.pid)
