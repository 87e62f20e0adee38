"""Builds the wheel, installs it in a bare environment and runs it from another folder."""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WANTED = (
    "config/templates/base.html",
    "config/settings/production.py",
    "pages/static/css/",
    "pages/sample/home.json",
    "vocabulary/data/",
    "community/members/models/user.py",
    "events/models",
    "newsletters/models",
    "dissemination_metrics/models",
)
UNWANTED = ("site/", "tests/", "var/")
SMOKE = """
import django
django.setup()
from django.template.loader import get_template
from django.urls import reverse
print(get_template("base.html").origin.name)
print(reverse("healthz"))
"""


def main() -> int:
    """Return 0 when the wheel holds what it should and starts; print what is wrong otherwise."""
    from tests.check import SAFE

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([BIN / "uv", "build", "--quiet", "--wheel", "--no-build-isolation"], "-o", folder, ROOT)
        wheel = next(folder.glob("*.whl"))
        names = zipfile.ZipFile(wheel).namelist()
        faults = [f"missing: {want}" for want in WANTED if not holds(names, want)]
        faults += [f"not ours: {entry}" for entry in names if entry.startswith(UNWANTED)]
        if faults:
            print("\n".join(faults))
            return 1
        run([BIN / "uv", "venv", "--quiet", "--python", sys.executable], folder / "bare")
        python = folder / "bare" / "bin" / "python"
        install = [BIN / "uv", "pip", "install", "--quiet", "--python", python]
        run([*install, "--require-hashes", "-r", ROOT / "requirements" / "base.txt"])
        run([*install, "--no-deps", wheel])
        environment = {key: os.environ[key] for key in ("HOME", "PATH") if key in os.environ}
        run([python, "-c", SMOKE], cwd=folder, env=environment | SAFE)
    return 0


def holds(names: list[str], want: str) -> bool:
    """Return whether an entry of the wheel is, or lies below, `want`."""
    return any(entry.startswith(want) for entry in names)


def run(
    command: list[object], *more: object, cwd: Path | None = None, env: dict[str, str] | None = None
) -> None:
    """Run a command; its failure ends the check."""
    subprocess.run([str(part) for part in (*command, *more)], check=True, cwd=cwd, env=env)


if __name__ == "__main__":
    sys.exit(main())
