"""How fast pages are served: from memory, made anew, and not sent at all.

`python -m tests.benchmarks.pages [--quick | --full]`. Beside the site run, in the same minutes and
on the same data: a function that returns the bytes of a page (the floor of a hit) and the same
content served as stock Wagtail does it (the measure of a miss).
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from config.launch import processes
from tests.benchmarks import load
from tests.own_site import own_site
from tests.running import ROOT, free_port, wait_until

ITEMS = 30
LISTS = ["/", "/toolbox/", "/cases/"]
LEAVES = ["/toolbox/tool-7/", "/cases/case-5/", "/articles/article-3/"]
PATHS = LISTS + LEAVES
# A known caller is never answered from memory, yet shown what everybody is shown.
PAST_THE_LANE = {"Authorization": "Bearer bench"}


def main() -> None:
    """Run it and print a table, and last one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="within a minute; the default")
    size.add_argument("--full", action="store_true", help="more and longer rounds")
    is_full = parser.parse_args().full
    rounds, seconds = (7, 5.0) if is_full else (3, 1.0)
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "DEBUG": "0", "LOG_FORMAT": "json"}
    with own_site("bench-pages", **settings) as port:
        _write_pages(port)
        figures = _counted() | _measured(port, rounds=rounds, seconds=seconds)
    _tell(figures)


def _write_pages(port: int) -> None:
    """Write the same pages each time: thirty of two kinds, a third of them with a cover."""
    import logging

    logging.disable(logging.INFO)
    from django.core.management import call_command
    from django.db import transaction
    from wagtail.models import Site

    from pages.models import HomePage
    from vocabulary.actions import load_vocabularies

    call_command("migrate", verbosity=0)
    load_vocabularies()
    if not HomePage.objects.exists():
        with transaction.atomic():
            _write_anew()
    home = HomePage.objects.get()
    Site.objects.filter(is_default_site=True).update(
        hostname="localhost", port=port, root_page=home
    )
    Site.clear_site_root_paths_cache()


def _write_anew() -> None:
    from pages.actions import make_pictures
    from tests.factories import pages as make

    covers = [make.image(f"cover-{number}.png", size=(900, 600)) for number in range(3)]
    for cover in covers:
        make_pictures(image=cover)
    shown = [covers[number % 9 // 3] if number % 3 == 0 else None for number in range(ITEMS)]
    tools = [make.ToolPageFactory(title=f"Tool {n}", cover=shown[n]) for n in range(ITEMS)]
    for n in range(ITEMS):
        make.CasePageFactory(title=f"Case {n}", cover=shown[n], tools_used=tools[n % 10 :][:3])
    words = "<p>" + "Open the door, keep the keys. " * 40 + "</p>"
    for n in range(4):
        body = [("heading", "One"), ("paragraph", words), ("card", tools[n]), ("paragraph", words)]
        make.ArticlePageFactory(title=f"Article {n}", cover=shown[n], body=body)
    for title in ("About", "Privacy", "Contact"):
        make.StandardPageFactory(title=title)
    make.home_page().get_children().filter(numchild__gt=0).update(show_in_menus=True)


def _counted() -> dict[str, int]:
    """Return how many queries a hit, a leaf page and a list take, each at its dearest."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import request_finished
    from django.db import close_old_connections, connection
    from django.test.utils import CaptureQueriesContext

    from config.front import in_front_of
    from lane.channel import channel
    from tests.lane.visitor import ask

    request_finished.disconnect(close_old_connections)
    lane = in_front_of(WSGIHandler())
    wait_until(channel.is_open, seconds=10, what="the lane hears of changes", pause=0.05)
    host = os.environ["SITE_URL"].removeprefix("http://")

    def queries(path: str, **headers: str) -> int:
        for _ in range(2):
            ask(lane, path, HTTP_HOST=host, **headers)
        with CaptureQueriesContext(connection) as captured:
            reply = ask(lane, path, HTTP_HOST=host, **headers)
        assert reply.status == 200, (path, reply.status)
        return len(captured)

    miss = {"HTTP_AUTHORIZATION": "Bearer bench"}
    figures = {
        "hit_queries": max(queries(path) for path in PATHS),
        "leaf_queries": max(queries(path, **miss) for path in LEAVES),
        "listing_queries": max(queries(path, **miss) for path in LISTS),
    }
    connection.close()
    return figures


def _measured(port: int, *, rounds: int, seconds: float) -> dict[str, float]:
    """Return the rates, each the median of rounds in which the servers take turns."""
    page = "/articles/article-3/"
    with contextlib.ExitStack() as stack:
        stack.enter_context(_web(port, {}))
        stock = stack.enter_context(
            _web(free_port(), {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.stock.settings"})
        )
        for path in PATHS * 2:
            _get(port, path)
            _get(stock, path)
        address = f"http://localhost:{port}{page}"
        bare = stack.enter_context(
            _web(free_port(), {"BENCH_PAGE": address}, "tests.benchmarks.bare:application")
        )
        tag = {"If-None-Match": _get(port, page)["etag"]}
        found = _rounds(
            rounds,
            floor=lambda: load.rate(bare, [page], seconds=seconds),
            hit=lambda: load.rate(port, [page], seconds=seconds),
            not_modified=lambda: load.rate(port, [page], seconds=seconds, headers=tag),
            miss=lambda: load.whole_rounds(port, PATHS, seconds=seconds, headers=PAST_THE_LANE),
            stock=lambda: load.whole_rounds(stock, PATHS, seconds=seconds),
        )
    rates = {name: statistics.median(values) for name, values in found.items()}
    return {
        "floor_per_s": round(rates["floor"]),
        "hit_per_s": round(rates["hit"]),
        "hit_ratio_to_floor": _ratio(found, "hit", "floor"),
        "not_modified_per_s": round(rates["not_modified"]),
        "miss_per_s": round(rates["miss"], 1),
        "stock_per_s": round(rates["stock"], 1),
        "miss_ratio_to_stock": _ratio(found, "miss", "stock"),
    }


def _rounds(number: int, **measures: Callable[[], float]) -> dict[str, list[float]]:
    """Return what each measure gave in each round; within a round they take turns."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(number):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def _ratio(found: dict[str, list[float]], above: str, below: str) -> float:
    """Return the median of the ratios within each round: a noisy minute hits both."""
    pairs = zip(found[above], found[below], strict=True)
    return round(statistics.median(one / other for one, other in pairs), 2)


@contextlib.contextmanager
def _web(
    port: int, environment: dict[str, str], application: str = "config.wsgi:application"
) -> Iterator[int]:
    """Run granian as in production, on one process, and return its port."""
    from config.launch.__main__ import web_command

    log = Path(os.environ["VAR_DIR"]) / f"web-{port}.log"
    command = [*web_command(port)[:-1], application]
    process = processes.spawn(command, env=dict(os.environ) | environment, log=log, cwd=ROOT)
    try:
        wait_until(
            lambda: _answers(port), seconds=60, pause=0.1, what=f"the server of {log} answers"
        )
        yield port
    finally:
        processes.kill_session(process)


def _answers(port: int) -> bool:
    try:
        return bool(_get(port, "/"))
    except OSError:
        return False


def _get(port: int, path: str) -> dict[str, str]:
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=30) as reply:
        reply.read()
        return {name.lower(): value for name, value in reply.headers.items()}


def _tell(figures: dict[str, float]) -> None:
    print(f"Load by {load.name()}, {os.cpu_count()} cores\n")
    for name, value in figures.items():
        print(f"  {name:<22} {value:>10,}")
    print(json.dumps({"benchmark": "pages", **figures}))


if __name__ == "__main__":
    begun = time.monotonic()
    main()
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
