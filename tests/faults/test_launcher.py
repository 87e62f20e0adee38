"""Whatever dies under `make run`: nothing stays behind, and the next start has everything."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from tests.faults.site_folder import family, launch, post, still_alive
from tests.running import ROOT, RunningSite, clean_environment, external_url, free_port, wait_until
from tests.smtp_sink import Letter, SmtpSink

pytestmark = pytest.mark.fault

embedded_only = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="the database is somebody else's"
)


@pytest.fixture(scope="module")
def sink() -> Iterator[SmtpSink]:
    """Where the site's mail arrives."""
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture(scope="module")
def standing(
    sample_site: RunningSite, tmp_path_factory: pytest.TempPathFactory, sink: SmtpSink
) -> Iterator[RunningSite]:
    """A copy of the sample site that each test finds running."""
    site = sample_site.copy(tmp_path_factory.mktemp("standing") / "var", smtp_port=sink.port)
    yield site
    site.remove()
    shutil.rmtree(site.folder)


@pytest.fixture
def site(standing: RunningSite) -> RunningSite:
    """The standing site, started again where the test before has ended it."""
    if standing.process is None or standing.process.poll() is not None:
        standing.start()
    return standing


class Reader:
    """Somebody who signs up for the newsletter; what they did must survive."""

    def __init__(self, site: RunningSite, sink: SmtpSink, name: str) -> None:
        self.site, self.sink = site, sink
        self.address = f"{name}@example.org"
        self.form = {"email": self.address, "language": "en", "consent": "on"}

    def sign_up(self) -> None:
        """Ask for the newsletter."""
        assert post(self.site, "/letters/inspire-letter/", **self.form) == 200

    @property
    def mail(self) -> list[Letter]:
        """What has come."""
        return self.sink.to(self.address)

    def wait_for_mail(self) -> None:
        """Return when the mail that asks for confirmation is there."""
        wait_until(lambda: self.mail, seconds=120, what=f"mail to {self.address}")

    def confirm(self) -> None:
        """Follow the link in the one mail that came."""
        [letter] = self.mail
        found = re.search(r"/letters/confirm/\S+/", letter.part("text/plain").get_content())
        assert found
        assert post(self.site, found.group()) == 200


@pytest.fixture
def reader(site: RunningSite, sink: SmtpSink) -> Reader:
    """A reader of the test's own who has been asked to confirm."""
    reader = Reader(site, sink, f"reader-{uuid.uuid4().hex}")
    reader.sign_up()
    return reader


def test_a_killed_launcher_leaves_nobody_behind_and_the_next_start_has_everything(site, reader):
    reader.wait_for_mail()
    parts = family(site)
    site.kill()
    assert still_alive(parts, seconds=120) == []
    site.start()
    reader.confirm()


def test_an_interrupt_stops_everything_in_order(site):
    parts = family(site)
    assert set(parts) >= {"web", "worker", "scheduler"}
    told_before = len(site.log.read_text())
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(30) == 0
    assert still_alive(parts, seconds=1) == []
    assert "Traceback" not in site.log.read_text()[told_before:]


@embedded_only
def test_a_second_launch_from_the_same_folder_is_refused_and_harms_nobody(site):
    second = launch(**site.environment | {"PORT": str(free_port())})
    assert second.returncode == 1
    assert "already runs from this folder" in second.stderr
    assert "Traceback" not in second.stderr
    assert site.is_ready()


@pytest.mark.parametrize("part", ["worker", "web", pytest.param("database", marks=embedded_only)])
def test_when_one_part_is_killed_the_launcher_says_so_and_ends_all(site, reader, part):
    reader.wait_for_mail()
    parts = family(site)
    parts[part][0].kill()
    assert site.process.wait(40) == 1
    assert f"The {part} ended by itself" in site.log.read_text()
    assert still_alive(parts, seconds=120) == []
    site.start()
    reader.confirm()


def test_a_site_without_its_broker_answers_and_its_mail_goes_out_later(site, sink):
    if "REDIS_URL" in site.environment:
        pytest.skip("the broker is somebody else's")
    reader = Reader(site, sink, "patient")
    messages = site.folder / "broker" / "messages"
    while messages.exists():  # workers take messages out of it meanwhile
        shutil.rmtree(messages, ignore_errors=True)
    messages.write_text("in the way")
    reader.sign_up()
    assert reader.mail == []
    messages.unlink()
    reader.wait_for_mail()
    assert site.process.poll() is None, "the worker connects again by itself"
    reader.confirm()


def test_a_taken_port_is_refused_clearly(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = launch(**clean_environment(VAR_DIR=str(tmp_path), PORT=port))
    assert refused.returncode == 1
    assert f"Port {port} is taken" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_that_is_no_number_is_refused_clearly(tmp_path):
    refused = launch(**clean_environment(VAR_DIR=str(tmp_path), PORT="eighty"))
    assert refused.returncode == 1
    assert refused.stderr == "PORT must be a number, not 'eighty'.\n"


@pytest.mark.django_db
def test_the_sample_site_is_refused_over_real_people(django_user_model):
    django_user_model.objects.create(email="real@example.com", name="Real Person")
    with pytest.raises(CommandError, match="holds people or pages already"):
        call_command("load_sample_site")
    assert django_user_model.objects.count() == 1


def test_production_is_refused_with_sample_people(site):
    if "DATABASE_URL" in os.environ:
        where = {"DATABASE_URL": external_url(site.database)}
    else:
        where = {
            "DATABASE_URL": "postgres:///inspire",
            "PGSERVICEFILE": str(site.folder / "postgres" / "pg_service.conf"),
            "PGSERVICE": "inspire",
        }
    environment = clean_environment(
        DJANGO_SETTINGS_MODULE="config.settings.production",
        VAR_DIR=str(site.folder),
        SECRET_KEY="not-the-real-one-but-long-enough-0123456789-abcdefgh",
        ALLOWED_HOSTS="portal.example.org",
        SITE_URL="https://portal.example.org",
        EMAIL_URL="smtp://mail.example.org",
        DEFAULT_FROM_EMAIL="INSPIRE <post@example.org>",
        **where,
    )
    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Sample people with known addresses have accounts here" in done.stderr
