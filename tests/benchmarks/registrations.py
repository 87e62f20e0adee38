"""How fast guests register for one hot event, and whether any seat is sold twice.

`make bench-registrations`, in two parts. First 32 guests at a time go the whole way over HTTP
(page, form, mail, confirmation), the site run as in production with the clients on the same cores;
beside it the floors of the same run: a server that does nothing, asked the same way, and the plain
SQL of a seat (lock, count, insert, mail, commit). Then several processes hammer the deeds of the
room (hammer.py) while they are killed at random, and everything is counted. Ends with one line of
JSON.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.benchmarks.guests import Crowd, Measured
from tests.benchmarks.load import python_loop_ms
from tests.benchmarks.members import worked_by
from tests.benchmarks.search import ROOT, database, p95
from tests.running import free_port, wait_until

# seconds of a round, rounds, attempts of the hammer
SIZES = {"quick": (4.0, 2, 2_000), "full": (15.0, 3, 100_000)}
SEATS = 1_000_000


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="within a minute; the default")
    options.add_argument("--full", action="store_true", help="the sizes of the issue")
    options.add_argument("--only", choices=("speed", "hammer"), help="one of the two parts")
    options.add_argument("--attempts", type=int, help="of the hammer; else as the size says")
    options.add_argument(
        "--show-the-race", action="store_true", help="take the lock away: seats must be sold twice"
    )
    given = options.parse_args()
    seconds, rounds, attempts = SIZES["full" if given.full else "quick"]
    os.environ["LOG_LEVEL"] = "WARNING"
    figures: dict[str, Any] = {}
    port = free_port()
    os.environ["SITE_URL"] = f"http://localhost:{port}"
    with database():
        set_up()
        if given.only != "hammer":
            figures |= speed(port, seconds, rounds)
        if given.only != "speed":
            figures |= hammered(given.attempts or attempts, show_race=given.show_the_race)
    for name, value in figures.items():
        print(f"  {name:28} {value!s:>12}")
    print(json.dumps({"benchmark": "registrations", **figures}))


def set_up() -> None:
    """Make the tables and the lists that everybody shares."""
    import django

    django.setup()
    from django.core.management import call_command

    from vocabulary.actions import load_vocabularies

    call_command("migrate", verbosity=0)
    load_vocabularies()


def hot_event(port: int) -> Any:
    """Return a live event with a text, a programme and more seats than anybody takes."""
    from wagtail.models import Page, Site

    from tests.factories.events import EventFactory
    from tests.factories.pages import StandardPageFactory, home_page

    home = home_page()
    Site.objects.filter(is_default_site=True).update(
        hostname="localhost", port=port, root_page=home
    )
    Site.clear_site_root_paths_cache()
    for stock in Page.objects.filter(depth=2).exclude(pk=home.pk):
        stock.delete()
    for title in ("About", "Privacy", "Contact"):
        StandardPageFactory(title=title)
    home.get_children().update(show_in_menus=True)
    words = "<p>" + "Open the door, keep the keys. " * 40 + "</p>"
    return EventFactory(title="The hot one", capacity=SEATS, body=[("paragraph", words)])


def speed(port: int, seconds: float, rounds: int) -> dict[str, Any]:
    """Measure rounds of guests, and between them the floors; at last those who read every page."""
    from django.db import connections
    from django.urls import reverse

    event, reach = hot_event(port), way_to_database()
    way = {"page": event.get_url(), "form": reverse("events:register", args=(event.pk,))}
    connections.close_all()
    found: list[Measured] = []
    bare: list[float] = []
    sql: list[float] = []
    cpu: list[float] = []
    with (
        web(port, "config.wsgi:application") as worked,
        bare_server(port, way["page"]) as floor,
    ):
        Crowd(port=port, database=reach, label="warm", **way).come(seconds / 2)
        for number in range(rounds):
            crowd = Crowd(port=port, database=reach, label=f"r{number}", **way)
            before = worked()
            found.append(crowd.come(seconds))
            cpu.append((worked() - before) * 1000 / len(found[-1].whole))
            bare.append(Crowd(port=floor, database={}, **way).come(seconds / 3).per_second)
            sql.append(plain_sql(event.pk, seconds / 5))
        readers = Crowd(port=port, database=reach, label="w", is_reader=True, **way)
        whole = readers.come(seconds)
    return {
        **_speed_figures(found, bare, sql),
        "server_cpu_ms": round(statistics.median(cpu), 1),  # what a busy machine changes least
        "python_loop_ms": python_loop_ms(),  # how fast the machine is
        "with_own_pages_per_s": round(whole.per_second, 1),
        "with_own_pages_p95_ms": round(p95(whole.whole)),
        **_accounted(event, found),
    }


def hammered(attempts: int, *, show_race: bool) -> dict[str, Any]:
    """Let the processes loose, and return what was counted."""
    from tests.benchmarks.hammer import swing

    return swing(attempts, database=way_to_database(), show_race=show_race)


def way_to_database() -> dict[str, Any]:
    """Return how others than Django reach the database."""
    from django.db import connections

    keys = ("host", "port", "user", "password", "dbname")
    given = connections["default"].get_connection_params()
    return {key: given[key] for key in keys if key in given}


def _speed_figures(found: list[Measured], bare: list[float], sql: list[float]) -> dict[str, Any]:
    rate = statistics.median(one.per_second for one in found)
    names = found[0].requests
    requests = {name: [took for one in found for took in one.requests[name]] for name in names}
    every = [took for times in requests.values() for took in times]
    floor = statistics.median(sql)
    return {
        "registrations_per_s": round(rate, 1),
        # Of one request, whichever; of a whole registration it is about clients / rate.
        "p50_ms": round(statistics.median(every)),
        "p95_ms": round(p95(every)),
        "whole_p50_ms": round(statistics.median(statistics.median(one.whole) for one in found)),
        "whole_p95_ms": round(statistics.median(p95(one.whole) for one in found)),
        **{f"{name}_p95_ms": round(p95(times)) for name, times in requests.items()},
        "bare_server_per_s": round(statistics.median(bare)),
        "plain_sql_per_s": round(floor),
        "ratio_to_sql": round(rate / floor, 3),
    }


def _accounted(event: Any, found: list[Measured]) -> dict[str, int]:
    """Compare what the guests were told with what is in the database."""
    from events.models import Registration
    from outbox.models import Message

    mine = Registration.objects.filter(event=event, email__startswith="r")
    told = sum(len(one.whole) for one in found)
    sure = mine.filter(state="confirmed").count()
    mails = Message.objects.filter(kind="events/registration_confirmed", to_address__startswith="r")
    assert told == sure == mails.count(), (told, sure, mails.count())
    return {"registered_over_http": told}


def plain_sql(event_id: int, seconds: float) -> float:
    """Return how many seats a second the bare statements take."""
    from django.db import connection

    connection.ensure_connection()
    end, count = time.perf_counter() + seconds, 0
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_seat (event bigint, email text, state text);"
            "CREATE TABLE IF NOT EXISTS bench_mail (email text, text text, html text);"
        )
        while time.perf_counter() < end:
            _one_seat(cursor, event_id, f"p{count}@example.org")
            count += 1
        cursor.execute("DROP TABLE bench_seat, bench_mail")
    return count / seconds


def _one_seat(cursor: Any, event_id: int, address: str) -> None:
    from django.db import transaction

    lock = "SELECT 1 FROM events_calendarentry WHERE event_id = %s FOR UPDATE"
    count = "SELECT count(*) FROM bench_seat WHERE event = %s AND state = 'confirmed'"
    with transaction.atomic():
        cursor.execute("INSERT INTO bench_seat VALUES (%s, %s, 'confirmed')", [event_id, address])
        cursor.execute(
            "INSERT INTO bench_mail VALUES (%s, %s, %s)", [address, "x" * 900, "y" * 9000]
        )
        cursor.execute(lock, [event_id])
        cursor.execute(count, [event_id])


@contextmanager
def bare_server(port: int, page: str) -> Iterator[int]:
    """Run a server that answers everything with the bytes of one page; yield its port."""
    os.environ["BENCH_PAGE"] = f"http://localhost:{port}{page}"
    with web(free := free_port(), "tests.benchmarks.bare:application"):
        yield free


@contextmanager
def web(port: int, application: str) -> Iterator[Callable[[], float]]:
    """Run an application by granian as in production; yield how many seconds it has worked."""
    from django.conf import settings

    from config.launch import processes
    from config.launch.__main__ import web_command

    log = settings.VAR / f"bench-registrations-{port}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [*web_command(port, workers=3)[:-1], application]
    process = processes.spawn(command, env=dict(os.environ), log=log, cwd=ROOT)
    try:
        wait_until(lambda: _answers(port), seconds=120, what=f"the server of {log} answers")
        yield lambda: worked_by(process.pid)
    finally:
        processes.kill_session(process)


def _answers(port: int) -> bool:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5) as reply:
            return reply.status == 200
    except (OSError, urllib.error.URLError):
        return False


if __name__ == "__main__":
    main()
