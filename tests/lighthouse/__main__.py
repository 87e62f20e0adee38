"""`make lighthouse`: five pages on a slow telephone; at least 95 for speed, 100 for the rest.

Needs Node and npm; Chromium as the journeys find it. The site is started as in production.
"""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from config.launch import processes
from tests import browser
from tests.own_site import own_site
from tests.running import ROOT, wait_until

HERE = Path(__file__).resolve().parent
PAGES = {
    "home": "/",
    "toolbox": "/toolbox/",
    "tool": "/toolbox/need-statement/",
    "case": "/cases/panel-maker-licenses-foaming/",
    "article": "/news/the-first-90-days/",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def main() -> int:
    """Judge the pages, print a table, and return 1 when one is below what it must reach."""
    if shutil.which("npm") is None:
        sys.exit("Lighthouse needs Node and npm. Install them (Debian: apt-get install npm).")
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=HERE, check=True)
    folder = ROOT / "var" / "lighthouse"
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.lighthouse.settings",
        "LOG_LEVEL": "WARNING",
    }
    with own_site("lighthouse", **environment) as port:
        _prepare()
        found = _judge_all(folder, port)
    return _tell(found)


def _judge_all(folder: Path, port: int) -> dict[str, dict[str, object]]:
    """Return the report on each page, by a web server started as in production."""
    from config.launch.__main__ import web_command

    web = processes.spawn(web_command(port), env=dict(os.environ), log=folder / "web.log", cwd=ROOT)
    try:
        wait_until(lambda: _answers(port), seconds=60, what="the web server answers")
        return {name: _judge(folder, name, port, path) for name, path in PAGES.items()}
    finally:
        processes.kill_session(web)


def _prepare() -> None:
    """Load the sample site, where it is not there yet, and collect the static files."""
    from django.core.management import call_command
    from django.db import connections

    from config.launch.prepare import prepare

    prepare(with_sample_site=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=20) as reply:
            return reply.status == 200
    except OSError:
        return False


def _judge(folder: Path, name: str, port: int, path: str) -> dict[str, object]:
    """Return Lighthouse's report on one page."""
    report = folder / f"{name}.json"
    subprocess.run(
        [
            str(HERE / "node_modules" / ".bin" / "lighthouse"),
            f"http://localhost:{port}{path}",
            *("--quiet", "--output=json", f"--output-path={report}"),
            f"--chrome-flags=--headless=new {' '.join(browser.ARGUMENTS)}",
        ],
        env=dict(os.environ) | {"CHROME_PATH": browser.ensure()},
        check=True,
    )
    found: dict[str, object] = json.loads(report.read_text())
    return found


def _tell(found: dict[str, dict[str, object]]) -> int:
    """Print the scores and what costs points; return the exit code."""
    is_below = False
    print("".join(["page".ljust(10), *(name.rjust(16) for name in LEAST)]))
    for page, report in found.items():
        categories = report["categories"]
        scores = {name: round(100 * categories[name]["score"]) for name in LEAST}
        print("".join([page.ljust(10), *(str(score).rjust(16) for score in scores.values())]))
        for name, least in LEAST.items():
            if scores[name] < least:
                is_below = True
                _explain(report, name)
    return int(is_below)


def _explain(report: dict[str, object], name: str) -> None:
    for part in report["categories"][name]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if audit["score"] is not None and audit["score"] < 1 and part["weight"]:
            print(f"    {audit['title']} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    sys.exit(main())
