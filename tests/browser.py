"""Finds Chromium for the journeys, or installs it where that is possible; never skips silently."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that is started by tests talks to nobody but the site under test.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Return the path of Chromium: CHROMIUM, one on the PATH, or one that playwright brought."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def install() -> None:
    """Install Debian's Chromium; raises CalledProcessError when apt-get cannot."""
    environment = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *arguments], check=True, env=environment, stdout=sys.stderr)


def ensure() -> str:
    """Return the path of Chromium, installing it when this is root on Debian.

    Raises:
        SystemExit: there is none and it cannot be installed here.
    """
    path = find()
    if path is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser journeys ...", flush=True)
        install()
        path = find()
    if path is None:
        sys.exit(
            "The browser journeys need Chromium. Install it (Debian: apt-get install chromium) "
            "or name it by CHROMIUM=/path/to/chromium."
        )
    return path


if __name__ == "__main__":
    ensure()
