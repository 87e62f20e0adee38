"""Checks that models and migrations agree and that no migration locks or loses data."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    *("config", "lane", "vocabulary", "outbox", "search", "pages", "members", "events"),
    *("event_groups", "event_interface", "event_reach", "event_sessions", "afterwards", "desk"),
    *("door", "invitations", "letters", "papers", "pools", "questions"),
    *("newsletters", "toolbox", "editorial", "discovery", "directory", "datarights", "stewards"),
)
# A handle is new with the first: no row has any yet that could stand in the way of another. The
# others let two unique constraints cover states that no row has yet.
LOOKED_THROUGH = (
    "0002_organisations_and_profiles",
    "0005_approval_and_line",
    "0006_sessions_roles_and_parts",
)
COMMANDS = (
    ["makemigrations", "--check", "--dry-run"],
    [
        "lintmigrations",
        "--include-apps",
        *APPS,
        "dissemination_metrics",
        "--no-cache",
        "--ignore-name",
        *LOOKED_THROUGH,
    ],
)


def main() -> int:
    """Run the commands on a database of their own and return the exit code."""
    from config.launch.postgres import Cluster

    with tempfile.TemporaryDirectory(dir=_scratch()) as folder:
        environment = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
        cluster = None
        if "DATABASE_URL" not in environment:
            environment["TEST_RUN"] = Path(folder).name
            cluster = Cluster(Path(folder) / "postgres", durable=False)
            cluster.start()
        try:
            return max(
                subprocess.run(
                    [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=False
                ).returncode
                for command in COMMANDS
            )
        finally:
            if cluster:
                cluster.stop()


def _scratch() -> Path:
    folder = ROOT / "var" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
