"""Runs the real parts for journeys, faults and benchmarks: the whole site, or one worker."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from config.launch import processes
from tests import prepared

ROOT = Path(__file__).resolve().parent.parent
START_PATIENCE = 480  # seconds; a busy machine builds tables and pages for minutes


def free_port() -> int:
    """Return a TCP port on loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(
    condition: Callable[[], object], *, seconds: float, what: str, pause: float = 0.1
) -> object:
    """Return the first truthy answer of `condition`.

    Raises:
        AssertionError: it stayed falsy for `seconds`; the message names `what`.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(pause)
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


def clean_environment(**extra: str) -> dict[str, str]:
    """Return an environment with nothing but a home, a path and `extra`."""
    kept = {key: os.environ[key] for key in ("HOME", "PATH", "REDIS_URL") if key in os.environ}
    if "COVERAGE_PROCESS_START" in os.environ:
        kept["COVERAGE_PROCESS_START"] = os.environ["COVERAGE_PROCESS_START"]
    return kept | {"PYTHONUNBUFFERED": "1"} | extra


def external_url(database: str) -> str:
    """Return the given server's DATABASE_URL with another database name."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{database}"))


def make_external_database(name: str, *, template: str = "template1", anew: bool = True) -> None:
    """Create a database like `template` on the given server, dropping one of that name.

    With `anew=False` one of that name stays, and `psycopg.errors.DuplicateDatabase` is raised.
    """
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        if anew:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_external_database(name: str) -> None:
    """Remove a database from the given server."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class RunningSite:
    """The whole site as `make run` starts it, in a folder, on a port, with mail to a real sink."""

    def __init__(self, folder: Path, *, smtp_port: int, **extra: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = folder / "site.log"
        self.database = f"inspire_run_{os.getpid()}_{self.port}"
        self.environment = clean_environment(
            VAR_DIR=str(folder),
            PORT=str(self.port),
            EMAIL_URL=f"smtp://127.0.0.1:{smtp_port}",
            DEBUG="0",
            REDIS_PREFIX=f"run-{os.getpid()}-{self.port}-",
            **extra,
        )
        self.template = "template1"
        self.process: subprocess.Popen[bytes] | None = None
        if "DATABASE_URL" in os.environ:
            self.environment["DATABASE_URL"] = external_url(self.database)

    def start(self) -> "RunningSite":
        """Start it and return when `/readyz` says that every part is ready."""
        self.launch()
        wait_until(self.is_ready, seconds=START_PATIENCE, what=f"the site is ready ({self.log})")
        return self

    def launch(self) -> None:
        """Start it and return at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if "DATABASE_URL" in self.environment and self.process is None:
            make_external_database(self.database, template=self.template)
        elif "DATABASE_URL" not in self.environment:
            prepared.lay(self.folder / "postgres")
        self.process = processes.spawn(
            [sys.executable, "-m", "config.launch"], env=self.environment, log=self.log, cwd=ROOT
        )

    def copy(self, folder: Path, *, smtp_port: int, **extra: str) -> "RunningSite":
        """Return a site, not started yet, with all that this one, now stopped, has saved."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("postgres", "*.log"))
        if (self.folder / "postgres").exists():  # PostgreSQL insists on owning its files
            subprocess.run(["cp", "-a", self.folder / "postgres", folder], check=True)
        site = RunningSite(folder, smtp_port=smtp_port, **extra)
        site.template = self.database
        return site

    def is_ready(self) -> bool:
        """Return whether every part answers; raise with the log when the launcher has ended."""
        return self._says_ok("readyz")

    def is_alive(self) -> bool:
        """Return whether the web server answers; raise with the log when the launcher has ended."""
        return self._says_ok("healthz")

    def _says_ok(self, question: str) -> bool:
        if self.process and self.process.poll() is not None:
            raise AssertionError(f"the site ended:\n{self.log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/{question}", timeout=5) as answer:
                return json.load(answer)["status"] == "ok"
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop it as Ctrl-C does; the data stay."""
        if self.process:
            processes.stop(self.process, with_signal=signal.SIGINT, patience=40)

    def remove(self) -> None:
        """Stop it and remove its database from a foreign server."""
        self.stop()
        if "DATABASE_URL" in self.environment:
            drop_external_database(self.database)

    def kill(self) -> None:
        """Kill the launcher alone, as the kernel would."""
        assert self.process
        self.process.kill()
        self.process.wait()


class RunningWorker:
    """One Celery worker on the test's own database, with mail to a real sink."""

    def __init__(self, *, smtp_port: int, queues: str = "default,mail,bulk,metrics") -> None:
        from django.conf import settings
        from django.db import connection

        name = connection.settings_dict["NAME"]
        self.log = Path(settings.VAR) / "worker.log"
        self.environment = clean_environment(
            DJANGO_SETTINGS_MODULE="config.settings.dev",
            VAR_DIR=str(settings.VAR),
            LANE_DIR=str(settings.LANE_DIR),
            EMAIL_URL=f"smtp://127.0.0.1:{smtp_port}",
            SITE_URL=settings.SITE_URL,
            REDIS_PREFIX=f"worker-{os.getpid()}-",
        )
        if settings.CLUSTER:
            self.environment["DATABASE_NAME"] = name
        else:
            self.environment["DATABASE_URL"] = external_url(name)
        self.queues = queues
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **extra: str) -> "RunningWorker":
        """Start it; `extra` goes into its environment."""
        Path(self.log).parent.mkdir(parents=True, exist_ok=True)
        self.process = processes.spawn(
            [
                *(sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker"),
                *("--concurrency=1", f"--queues={self.queues}"),
                *("--without-gossip", "--without-mingle"),
            ],
            env=self.environment | extra,
            log=self.log,
            cwd=ROOT,
        )
        return self

    def wake(self, task: str) -> None:
        """Send one task through the worker's own broker."""
        from celery import Celery

        bell = Celery("bell", set_as_current=False)
        if broker := self.environment.get("REDIS_URL"):
            bell.conf.broker_url = broker
            options = {"global_keyprefix": self.environment["REDIS_PREFIX"]}
        else:
            bell.conf.broker_url = "filesystem://localhost"
            bell.conf.broker_transport = "config.broker:FolderTransport"
            folder = Path(self.environment["VAR_DIR"]) / "broker"
            options = {f"data_folder_{way}": folder / "messages" for way in ("in", "out")}
            options["control_folder"] = folder / "control"
        bell.conf.broker_transport_options = options
        bell.send_task(task, queue=self.queues.split(",")[0])
        bell.close()

    def kill(self) -> None:
        """Kill the worker and its children at once."""
        assert self.process
        processes.kill_session(self.process)

    def stop(self) -> None:
        """Stop the worker in order."""
        if self.process:
            processes.stop(self.process, with_signal=signal.SIGTERM, patience=20)
