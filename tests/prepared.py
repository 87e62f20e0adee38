"""An embedded PostgreSQL with all tables built, kept in var/ and copied by whoever needs one.

It is named after all that its tables come from: our migrations and what they import, the settings,
the installed packages. So it is made again when one of these changes, and never out of date.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "prepared"
ROOMS = ("site", "community", "events", "newsletters", "dissemination_metrics")
HOW = ("launch/postgres.py", "migration_state.py", "management/commands/migrate.py")
STORE = "postgres"


def lay(folder: Path) -> None:
    """Put a copy into `folder` unless a cluster is there; make what is to be copied if needed.

    Raises:
        subprocess.CalledProcessError: the tables cannot be built; the reason stands in the output.
    """
    if (folder / "data").exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # workers and runs beside each other wait for the first
        kept = FOLDER / digest()
        if not kept.exists():
            _make(kept)
        folder.mkdir(parents=True, exist_ok=True)  # the settings may have left a password there
        # PostgreSQL insists on owning its files.
        subprocess.run(["cp", "-a", f"{kept}/.", folder], check=True)


def _make(kept: Path) -> None:
    """Build the tables in a process of its own and keep them alone."""
    run = f"prepare-{os.getpid()}"
    building = ROOT / "var" / "test" / run
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    try:
        subprocess.run(
            [sys.executable, "-m", "tests.prepared"],
            cwd=ROOT,
            env=environment | {"TEST_RUN": run, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
            check=True,
        )
        for older in FOLDER.iterdir():
            if older.is_dir():
                shutil.rmtree(older)
        (building / STORE).rename(kept)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def digest(root: Path = ROOT) -> str:
    """Return the name of everything that the tables come from."""
    whole = hashlib.sha256(sys.version.encode())
    for name in sorted(f"{each.name}=={each.version}" for each in distributions()):
        whole.update(name.encode())
    for path in sorted(sources(root)):
        whole.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:24]


def sources(root: Path = ROOT) -> set[Path]:
    """Return our files that decide about the tables."""
    migrations = {
        path for room in ROOMS for path in (root / room).rglob("migrations/*.py") if path.is_file()
    }
    settings = (root / "site" / "config" / "settings").glob("*.py")
    how = {root / "site" / "config" / part for part in HOW}
    imported = {file for path in migrations for file in _imported(path, root)}
    return migrations | set(settings) | how | imported


def _imported(path: Path, root: Path) -> Iterator[Path]:
    """Give our own modules that the file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            place = Path(*name.split("."))
            for base in (root, root / "site"):
                found = (base / place.with_suffix(".py"), base / place / "__init__.py")
                yield from (file for file in found if file.is_file())


def main() -> None:
    """Build the tables in the cluster of this test run."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    settings.CLUSTER.start()
    try:
        call_command("migrate", verbosity=0)
        connections.close_all()
    finally:
        settings.CLUSTER.stop()


if __name__ == "__main__":
    main()
