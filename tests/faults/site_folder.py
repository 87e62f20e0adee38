"""What the launcher tests do with a running site: its family of processes, its mail, its faults."""

import subprocess
import sys
import urllib.parse
import urllib.request

import psutil

from tests.running import ROOT, RunningSite


def family(site: RunningSite) -> dict[str, list[psutil.Process]]:
    """Return the processes that the launcher started, and theirs, by part."""
    assert site.process
    parts: dict[str, list[psutil.Process]] = {}
    for child in psutil.Process(site.process.pid).children():
        command = " ".join(child.cmdline())
        name = next(
            part
            for word, part in {
                "granian": "web",
                " worker ": "worker",
                " beat ": "scheduler",
                "postgres": "database",
            }.items()
            if word in command
        )
        parts[name] = [child, *child.children(recursive=True)]
    return parts


def still_alive(parts: dict[str, list[psutil.Process]], *, seconds: float) -> list[str]:
    """Wait for all of them to end and return the command lines of those that do not."""
    members = [process for part in parts.values() for process in part]
    _, alive = psutil.wait_procs(members, timeout=seconds)
    return [" ".join(process.cmdline()) for process in alive]


def launch(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher until it ends by itself, and return how."""
    return subprocess.run(
        [sys.executable, "-m", "config.launch"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def post(site: RunningSite, path: str, **fields: str) -> int:
    """Send a form as a stranger's browser would and return the final status."""
    request = urllib.request.Request(
        f"{site.url}{path}",
        data=urllib.parse.urlencode(fields).encode(),
        headers={"Origin": site.url, "Sec-Fetch-Site": "same-origin"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.status
