"""How fast the search answers, suggests and is rebuilt: `make bench-search`.

Invented rows in five languages (search_data.py), the search page's own question with all facets, a
word that stands in 15 % of them, and beside it the floor: the same rows counted and sorted by plain
SQL. Ends with one line of JSON.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests import prepared
from tests.running import (
    drop_external_database,
    external_url,
    free_port,
    make_external_database,
    wait_until,
)

SIZES = {"quick": (5_000, 40, 500), "full": (100_000, 200, 10_000)}
ROOT = Path(__file__).resolve().parents[2]
FACETS = ("kind", "language", "stage", "group", "theme", "country", "sector", "evidence")
FLOOR = """
SELECT count(*) OVER (), id FROM search_entry
WHERE vector @@ websearch_to_tsquery('search_english', %s) ORDER BY prior DESC, id LIMIT 20
"""


@contextmanager
def database() -> Iterator[None]:
    """Give Django an empty database of our own: on the given server, or an embedded one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    os.environ["DEBUG"] = "0"  # which would keep every statement in memory
    if "DATABASE_URL" in os.environ:
        name = f"inspire_bench_{os.getpid()}"
        make_external_database(name)
        given, os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"], external_url(name)
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()
            os.environ["DATABASE_URL"] = given
            drop_external_database(name)
        return
    with tempfile.TemporaryDirectory() as folder:
        from config.launch.postgres import Cluster

        os.environ["VAR_DIR"] = folder
        cluster = Cluster(Path(folder) / "postgres", durable=True)
        prepared.lay(cluster.folder)
        cluster.start()
        try:
            yield
        finally:
            cluster.stop()


def times(question: Callable[[int], object], rounds: int) -> list[float]:
    """Return how many milliseconds each round took, after a tenth of them to warm up."""
    for number in range(max(3, rounds // 10)):
        question(number)
    measured = []
    for number in range(rounds):
        began = time.perf_counter()
        question(number)
        measured.append((time.perf_counter() - began) * 1000)
    return measured


def p95(measured: list[float]) -> float:
    return statistics.quantiles(measured, n=20)[-1]


def rebuild(size: int):
    """Fill the empty index and return the words of the rows and what the rebuild says."""
    from search import actions, registry
    from tests.benchmarks.search_data import Fictions

    source = Fictions(size)
    registry._sources.clear()
    registry.register_source(source)
    return source, actions.rebuild(jobs=2), actions.rebuild(jobs=2)


def ask(rounds: int) -> dict[str, list[float]]:
    """Measure the search page's question, the floor, and suggestions."""
    from django.db import connection

    from search.queries import Query, find
    from search.suggestions import suggest
    from tests.benchmarks.search_data import COMMON

    query = Query(text=COMMON, facets=FACETS, language="en", snippets=True)
    chosen = Query(
        text=COMMON, facets=FACETS, language="en", chosen={"kind": ("tool",), "language": ("en",)}
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM search_entry ORDER BY id LIMIT 500")
        titles = [row[0] for row in cursor.fetchall()]
    typed = [title[: 2 + number % 9] for number, title in enumerate(titles)]

    def floor(_number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(FLOOR, [COMMON])
            cursor.fetchall()

    def typing(number: int) -> None:
        suggest(typed[number % len(typed)], language="en")

    hits = find(query).total
    print(f"{COMMON!r} is in {hits} rows")
    return {
        "all facets": times(lambda _: find(query), rounds),
        "two chosen": times(lambda _: find(chosen), rounds),
        "floor": times(floor, rounds),
        "suggest": times(typing, rounds * 2),
    }


def web_memory(requests: int, source) -> float:
    """Return the megabytes of the web process after so many mixed requests."""
    import psutil

    from config.launch.__main__ import web_command

    port = free_port()
    server = subprocess.Popen(
        web_command(port), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    dice = random.Random(1)
    try:
        wait_until(lambda: _get(f"{address}/healthz"), seconds=120, what="the web server answers")
        for number in range(requests):
            words = source.row(dice.randrange(source.size)).title.split()
            text = quote(" ".join(words[: dice.randint(1, 2)]))
            path = (
                f"search/suggest?q={text}" if number % 3 else f"search/?q={text}&page={number % 4}"
            )
            _get(f"{address}/{path}")
        return (
            max(child.memory_info().rss for child in psutil.Process(server.pid).children()) / 2**20
        )
    finally:
        server.terminate()
        server.wait(20)


def _get(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            answer.read()
    except OSError:
        return False
    return True


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="5,000 rows; the default")
    options.add_argument("--full", action="store_true", help="100,000 rows, as the issue names")
    size, rounds, requests = SIZES["full" if options.parse_args().full else "quick"]
    with database():
        import django

        django.setup()
        from django.core.management import call_command

        from vocabulary.actions import load_vocabularies

        call_command("migrate", verbosity=0)
        load_vocabularies()
        source, first, second = rebuild(size)
        measured = ask(rounds)
        memory = web_memory(requests, source)
    speed, again = first.read / first.seconds, second.read / second.seconds
    print(f"{'':14}{'p50 ms':>9}{'p95 ms':>9}")
    for name, values in measured.items():
        print(f"{name:14}{statistics.median(values):9.1f}{p95(values):9.1f}")
    print(f"filled {speed:.0f} rows/s, compared again {again:.0f} rows/s, web {memory:.0f} MB")
    everything = measured["all facets"]
    figures = {
        "benchmark": "search",
        "rows": size,
        "p50_ms": round(statistics.median(everything), 1),
        "p95_ms": round(p95(everything), 1),
        "suggest_p95_ms": round(p95(measured["suggest"]), 1),
        "rebuild_rows_per_s": round(speed),
        "web_rss_mb": round(memory),
        "ratio_to_floor": round(
            statistics.median(everything) / statistics.median(measured["floor"]), 2
        ),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
