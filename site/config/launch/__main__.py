"""`python -m config.launch`: everything that `make run` does after the installation."""

import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from subprocess import Popen
from types import FrameType

from config.launch import processes
from config.launch.postgres import Cluster, ClusterError

FIRST_PORT = 8000
PORTS_TRIED = 100
WEB_PATIENCE = 60.0
STOP_PATIENCE = 15.0
QUEUES = "default,mail,bulk,metrics"


class StartError(RuntimeError):
    """The site cannot start; the message says why."""


def reserve_port(wanted: str) -> socket.socket:
    """Return a bound socket that holds PORT, or the first free port from 8000 on.

    Raises:
        StartError: the wanted port is taken, or no number.
    """
    if wanted and not wanted.isdigit():
        message = f"PORT must be a number, not {wanted!r}."
        raise StartError(message)
    candidates = [int(wanted)] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in candidates:
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(("127.0.0.1", port))
        except OSError:
            held.close()
        else:
            return held
    message = f"Port {wanted or FIRST_PORT} is taken; give another one, such as make run PORT=8080."
    raise StartError(message)


class Launcher:
    """Holds the site's processes and stops them in order: all others, then the database."""

    def __init__(self, *, held_port: socket.socket) -> None:
        self.held_port = held_port
        self.port: int = held_port.getsockname()[1]
        self.cluster: Cluster | None = None
        self.children: dict[str, Popen[bytes]] = {}
        self.asked_to_stop = threading.Event()

    def stop_on_signal(self, number: int, frame: FrameType | None) -> None:
        """Remember that somebody wants the site to stop (Ctrl-C, SIGTERM, closed terminal)."""
        self.asked_to_stop.set()

    def run(self) -> int:
        """Start everything, wait until somebody stops it, and return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop_on_signal)
        try:
            self._start()
            return self._watch()
        except (ClusterError, StartError) as error:
            print(f"\n{error}", file=sys.stderr)  # noqa: T201  the launcher speaks to a terminal
            return 1
        finally:
            self._stop()

    def _start(self) -> None:
        import django  # noqa: PLC0415  the port must be known before the settings are read

        django.setup()
        from django.conf import settings  # noqa: PLC0415

        from config.launch.prepare import prepare  # noqa: PLC0415  needs the apps

        say = _Steps()
        if settings.CLUSTER:
            self.cluster = settings.CLUSTER
            say("Starting the database")
            self.cluster.start()
        prepare(say=say, with_sample_site=True)
        if self.asked_to_stop.is_set():
            return
        say("Starting web server, worker and scheduler")
        self._spawn_children(Path(settings.VAR))
        self._wait_for_web()
        say.done()
        _print_welcome(settings.SITE_URL)

    def _spawn_children(self, var: Path) -> None:
        python = sys.executable
        environment = dict(os.environ) | {"PYTHONUNBUFFERED": "1"}
        # A developer may be root; the worker takes JSON only, so Celery's warning is moot.
        quiet = environment | {"PYTHONWARNINGS": "ignore:You're running the worker:Warning"}
        # Setting documents by threads leaves memory behind in each thread's share of the heap.
        quiet.setdefault("MALLOC_ARENA_MAX", "2")
        worker_options = ["--concurrency=2", f"--queues={QUEUES}", "--without-gossip"]
        celery = [python, "-m", "celery", "--quiet", "-A", "config"]
        self.held_port.close()
        commands: dict[str, tuple[list[str], dict[str, str]]] = {
            "web": (web_command(self.port), environment),
            "worker": ([*celery, "worker", *worker_options, "--without-mingle"], quiet),
            "scheduler": (
                [*celery, "beat", f"--schedule={var / 'beat-schedule'}", "--pidfile="],
                quiet,
            ),
        }
        for name, (command, env) in commands.items():
            self.children[name] = processes.spawn(command, env=env)

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + WEB_PATIENCE
        while time.monotonic() < deadline and not self.asked_to_stop.is_set():
            if self.children["web"].poll() is not None:
                message = "The web server did not start; its own words stand above."
                raise StartError(message)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2)
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return

    def _watch(self) -> int:
        while not self.asked_to_stop.wait(0.5):
            for name, child in self.children.items():
                if child.poll() is not None:
                    message = f"The {name} ended by itself (code {child.returncode})."
                    raise StartError(message)
            if self.cluster and not self.cluster.is_running:
                message = "The database ended by itself. Start again: what was saved is kept."
                raise StartError(message)
        return 0

    def _stop(self) -> None:
        processes.stop_all(list(self.children.values()), patience=STOP_PATIENCE)
        if self.cluster:
            self.cluster.stop()


class _Steps:
    """Tells the terminal what happens and how long it took."""

    def __init__(self) -> None:
        self.begun = 0.0

    def __call__(self, what: str) -> None:
        self.done()
        self.begun = time.monotonic()
        print(f"  {what} ...", end="", flush=True)  # noqa: T201

    def done(self) -> None:
        if self.begun:
            print(f" {time.monotonic() - self.begun:.1f} s", flush=True)  # noqa: T201
            self.begun = 0.0


def web_command(port: int, *, host: str = "127.0.0.1", workers: int = 1) -> list[str]:
    """Return the command line of granian, the same in development, tests and benchmarks.

    Threads of one process wait for one interpreter, so of several processes each has few: measured
    on two cores, three with two each do a tenth more than two with four.
    """
    threads = 4 if workers == 1 else 2
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--log-level", "warning", "config.wsgi:application"),
    ]


def _print_welcome(address: str) -> None:
    from community.members.sample import PEOPLE  # noqa: PLC0415  needs the apps

    lines = [
        "",
        f"  The site            {address}/",
        f"  Administration      {address}/admin/",
        f"  Mail that was sent  {address}/admin/mail/",
        f"  Reach               {address}/admin/reach/",
        f"  Components          {address}/patterns/",
        "",
        f"  Sample people: one click each at {address}/accounts/login/",
        *(f"    {person.email:<24} {role}" for role, person in PEOPLE.items()),
        "",
        "  Ctrl-C stops everything; the data stay in var/.",
        "",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201


def main() -> int:
    """Run the site until it is stopped and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        held = reserve_port(os.environ.get("PORT", ""))
    except StartError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    port = held.getsockname()[1]
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    return Launcher(held_port=held).run()


if __name__ == "__main__":
    sys.exit(main())
