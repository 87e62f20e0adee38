"""`make check`: every check that needs no running site; says which failed and why."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
OURS = ["site", "community", "events", "newsletters", "dissemination_metrics"]
SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "".join(chr(33 + (index * 7) % 90) for index in range(60)).replace("\\", "_"),
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "INSPIRE <news@example.org>",
}


def templates() -> list[str]:
    """Return every HTML template of ours."""
    return [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]


def run(
    name: str, command: list[str], extra: dict[str, str] | None = None
) -> tuple[str, bool, str]:
    """Run one check and return its name, whether it passed, and what it printed."""
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=dict(os.environ) | (extra or {}),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    passed = done.returncode == 0
    print(
        f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True
    )
    return name, passed, done.stdout


def lock_is_current() -> tuple[str, bool, str]:
    """Compile the lock files anew, with today's pins as preference, and compare."""
    faults = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name, groups in {
            "base": [],
            "dev": ["dev"],
            "test": ["dev", "test"],
        }.items():
            kept = ROOT / "requirements" / f"{name}.txt"
            fresh = Path(folder) / kept.name
            fresh.write_text(kept.read_text())
            options = [part for group in groups for part in ("--group", group)]
            options += ["-c", "requirements/base.txt"] if groups else []
            done = subprocess.run(
                [
                    *(str(BIN / "uv"), "pip", "compile", "--quiet", "--universal"),
                    *("--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
                    *("--no-header", "pyproject.toml", *options, "-o", str(fresh)),
                ],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode or strip(fresh) != strip(kept):
                faults.append(
                    f"requirements/{name}.txt is not current: run make lock\n{done.stderr}"
                )
    passed = not faults
    print(f"{'ok    ' if passed else 'FAILED'} lock ({time.monotonic() - began:.1f} s)", flush=True)
    return "lock", passed, "\n".join(faults)


def strip(file: Path) -> list[str]:
    """Return the pins and hashes of a lock file, without its comments."""
    lines = (line.split("#")[0].rstrip() for line in file.read_text().splitlines())
    return [line for line in lines if line]


def checks() -> list[tuple[str, list[str], dict[str, str] | None]]:
    """Return the name, command and environment of each check."""
    python = str(BIN / "python")
    manage = [python, "manage.py"]
    test_settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return [  # the longest begins first, the quick ones say soon what is wrong
        ("migrations", [python, "-m", "tests.migrations"], None),
        ("ruff", [str(BIN / "ruff"), "check", "--quiet", "."], None),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], None),
        ("mypy", [str(BIN / "mypy"), *OURS], test_settings),
        ("import-linter", [str(BIN / "lint-imports"), "--no-cache"], test_settings),
        ("djhtml", [str(BIN / "djhtml"), "--check", "--tabwidth", "2", *templates()], None),
        ("djade", [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates()], None),
        ("check", [*manage, "check", "--fail-level", "WARNING"], test_settings),
        ("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], SAFE),
        ("translations", [python, "-m", "tests.translations"], None),
        ("wheel", [python, "-m", "tests.wheel"], None),
    ]


def main() -> int:
    """Run all checks, two at a time, and return the exit code."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = [pool.submit(run, *check) for check in checks()]
        waiting.append(pool.submit(lock_is_current))
        results = [future.result() for future in waiting]
    failed = [(name, text) for name, passed, text in results if not passed]
    for name, text in failed:
        print(f"\n=== {name}\n{text}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
