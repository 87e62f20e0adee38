"""How fast members are found, shown, let in, given their data and brought in: `make bench-members`.

Invented members and organisations (members_data.py), a web process as in production with the client
beside it, and in the same run the floors: the same rows counted and sorted by plain SQL, and an
answer that does nothing. Ends with one line of JSON. A part of the site that is not there is named
and left out.
"""

import argparse
import csv
import http.client
import io
import json
import multiprocessing
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from config.launch import processes
from tests.benchmarks.search import ROOT, database, p95
from tests.running import free_port, wait_until

# members, organisations, requests a measure, seconds of sign-ins, lines of a file, heavy mails
SIZES = {
    "quick": (5_000, 500, 60, 4, 1_000, 2_000),
    "full": (100_000, 10_000, 400, 20, 10_000, 20_000),
}
CLIENTS = 4
LIST = "/community/people/"
COMMON = "engineer"  # which everybody is
TABLE_FLOOR = """
SELECT count(*) OVER (), u.id, u.name FROM members_profile p JOIN members_user u ON u.id = p.user_id
WHERE p.is_listed AND u.is_active AND p.country_id = %s ORDER BY u.name LIMIT 20
"""
CODE = re.compile(r"^(\d{6})$", re.MULTILINE)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Missing(Exception):
    """A part of the site that another branch brings is not there; the message names it."""


def part(path: str, name: str) -> Any:
    """Return something of another room.

    Raises:
        Missing: the room does not have it.
    """
    try:
        return getattr(import_module(path), name)
    except (ImportError, AttributeError) as error:
        raise Missing(f"{path}.{name}") from error


@contextmanager
def web(port: int) -> Iterator[Callable[[], float]]:
    """Run the site as in production on two cores; yield how many seconds it has worked so far."""
    from django.conf import settings

    from config.launch.__main__ import web_command

    log = settings.VAR / f"bench-members-{port}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    process = processes.spawn(web_command(port, workers=3), env=dict(os.environ), log=log, cwd=ROOT)
    try:
        wait_until(lambda: _answers(port), seconds=120, what=f"the server of {log} answers")
        yield lambda: worked_by(process.pid)
    finally:
        processes.kill_session(process)


def worked_by(pid: int) -> float:
    """Return the seconds of processor time that a process and its children have used."""
    import psutil

    server = psutil.Process(pid)
    times = [one.cpu_times() for one in (server, *server.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def _answers(port: int) -> bool:
    try:
        return Browser(port).get("/healthz")[0] == 200
    except OSError:
        return False


class Browser:
    """One connection that keeps its cookies, from a network address of its own."""

    def __init__(self, port: int, *, address: str = "127.0.0.1", cookies: str = "") -> None:
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=60, source_address=(address, 0)
        )
        self.cookies: dict[str, str] = {}
        for pair in filter(None, cookies.split("; ")):
            name, _, value = pair.partition("=")
            self.cookies[name] = value

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body."""
        return self._ask("GET", path)

    def post(self, path: str, **form: str) -> tuple[int, bytes]:
        """Send a form and return status and body."""
        return self._ask("POST", path, urlencode(form))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content


def signed_in(user: Any) -> str:
    """Return the cookie of a new session of somebody."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def timed(question: Callable[[int], object], rounds: int) -> list[float]:
    """Return the milliseconds of each round, after a few to warm up."""
    for number in range(max(3, rounds // 10)):
        question(number)
    measured = []
    for number in range(rounds):
        began = time.perf_counter()
        question(number)
        measured.append((time.perf_counter() - began) * 1000)
    return measured


def fill_directory() -> None:
    """Let the directory write its rows for everybody.

    Raises:
        Missing: there is no directory.
    """
    part("community.directory.actions", "rebuild")()


def directory(port: int, rounds: int) -> dict[str, float]:
    """Measure the pages of the directory with facets: signed out past the lane, and signed in."""
    from community.members.models import User
    from vocabulary.models import Term

    fill_directory()
    countries = list(Term.objects.filter(scheme="country").values_list("pk", "code"))
    groups = list(
        Term.objects.filter(scheme="stakeholder_group", parent=None).values_list("code", flat=True)
    )
    paths = _lists([code for _key, code in countries], groups)
    member = Browser(port, cookies=signed_in(User.objects.order_by("pk")[7]))
    asked = [_page(member, path) for path in paths]
    assert all(status == 200 for status in asked), dict(zip(paths, asked, strict=True))
    pages = timed(lambda number: _page(member, paths[number % len(paths)]), rounds)
    slowest = {path: statistics.median(pages[at :: len(paths)]) for at, path in enumerate(paths)}
    common = timed(lambda _: _page(member, f"{LIST}?q={COMMON}"), max(20, rounds // 10))
    floor = timed(lambda number: _floor(countries[number % len(countries)][0]), rounds)
    return {
        "directory_p95_ms": round(p95(pages), 1),
        "directory_p50_ms": round(statistics.median(pages), 1),
        "directory_slowest_page_ms": round(max(slowest.values()), 1),
        "directory_common_word_p95_ms": round(p95(common), 1),
        "directory_floor_p50_ms": round(statistics.median(floor), 1),
    }


def _lists(countries: list[str], groups: list[str]) -> list[str]:
    """Return addresses as members make them: no choice, one, several, two languages, a word."""
    dice = random.Random(5)
    country, other, third = dice.sample(countries, k=3)
    return [
        LIST,
        f"{LIST}?country={country}",
        *(f"{LIST}?group={code}" for code in groups[:4]),
        *(f"{LIST}?country={code}&page=2" for code in countries[:4]),
        f"{LIST}?language=fr&language=de",
        f"{LIST}?group={groups[0]}&country={country}&country={other}&country={third}",
        f"{LIST}?group={groups[0]}&group={groups[1]}&language=fr",
        f"{LIST}?group={groups[1]}&country={other}&language=en&expertise=start-ups",
        f"{LIST}?group={groups[0]}&language=en&page=40",
        f"{LIST}?q=tile",
        f"{LIST}?q=tile&country={country}",
    ]


def _page(browser: Browser, path: str) -> int:
    return browser.get(path)[0]


def _floor(country: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(TABLE_FLOOR, [country])
        cursor.fetchall()


def profile(port: int, rounds: int) -> dict[str, float]:
    """Measure the page of a member as another member sees it, and count its queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from community.members.models import User
    from tests.benchmarks.members_data import handle_of

    part("community.directory.urls", "app_name")
    viewer = User.objects.order_by("pk")[7]
    browser = Browser(port, cookies=signed_in(viewer))
    paths = [f"/community/people/{handle_of(number)}/" for number in range(1, 400, 3)]
    if _page(browser, paths[0]) == 404:
        raise Missing("/community/people/HANDLE/")
    pages = timed(lambda number: _page(browser, paths[number % len(paths)]), rounds)
    nothing = timed(lambda _: _page(browser, "/healthz"), rounds)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(viewer)
    counts = []
    for path in paths[:5]:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
    return {
        "profile_p95_ms": round(p95(pages), 1),
        "profile_p50_ms": round(statistics.median(pages), 1),
        "profile_queries": max(counts),
        "nothing_p50_ms": round(statistics.median(nothing), 1),
    }


def signing_in(port: int, seconds: float, worked: Callable[[], float]) -> dict[str, float]:
    """Measure how many people a second come in by code, through form, mail row, code and session.

    Each comes from a network address of its own, so that the limits stay as they are.
    """
    from django.db import connection

    connection.close()
    for first in (True, False):  # the first round warms up both processes
        end = time.perf_counter() + seconds
        began, before = time.perf_counter(), worked()
        skipped = 1000 if first else 2500
        with ThreadPoolExecutor(CLIENTS) as pool:
            letting_in = partial(_sign_in_until, port, end, skipped)
            count = sum(pool.map(letting_in, range(CLIENTS)))
    return {
        "sign_ins_per_s": round(count / (time.perf_counter() - began), 1),
        # What a busy machine does not change.
        "sign_in_server_cpu_ms": round((worked() - before) * 1000 / count, 1),
    }


def _sign_in_until(port: int, end: float, skipped: int, place: int) -> int:
    import psycopg
    from django.db import connection

    from tests.benchmarks.members_data import address_of

    options = connection.get_connection_params()
    keys = ("host", "port", "user", "password", "dbname")
    count = 0
    with psycopg.connect(**{key: options[key] for key in keys if key in options}) as letters:
        letters.autocommit = True
        while time.perf_counter() < end:
            number = skipped + place + count * CLIENTS
            network = f"127.{place + 1 + skipped // 500}.{count // 250}.{count % 250 + 1}"
            _sign_in(Browser(port, address=network), letters, address_of(number))
            count += 1
    return count


def _sign_in(browser: Browser, letters: Any, address: str) -> None:
    token = _token(browser.get("/accounts/login/")[1])
    status, _body = browser.post("/accounts/login/", csrfmiddlewaretoken=token, login=address)
    assert status == 302, status
    found = letters.execute(
        "SELECT text FROM outbox_message WHERE to_address = %s ORDER BY id DESC LIMIT 1", [address]
    ).fetchone()
    assert found, f"no mail to {address}"
    code = CODE.search(found[0])
    assert code, found[0]
    path = "/accounts/login/code/confirm/"
    token = _token(browser.get(path)[1])
    status, body = browser.post(path, csrfmiddlewaretoken=token, code=code[1])
    assert status == 302, body[:2000]
    browser.connection.close()


def _token(body: bytes) -> str:
    found = TOKEN.search(body)
    assert found, body[:2000]
    return found[1].decode()


def copy_of_data(mails: int) -> dict[str, float]:
    """Measure how long the copy of a heavy member's data takes, and the memory of its worker."""
    from django.db import connections

    from community.members.models import User
    from tests.benchmarks.members_data import make_heavy

    ask = part("community.datarights.actions.exporting", "ask_for_export")
    owner = User.objects.order_by("pk")[0]
    make_heavy(owner.pk, mails=mails)
    ask(user=owner, language="en")
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    worker = context.Process(target=_build_copy, args=(answers,))
    worker.start()
    seconds, idle, megabytes, built = answers.get(timeout=600)
    worker.join()
    assert built == 1, built
    return {
        "copy_s": round(seconds, 1),
        "copy_worker_mb": round(megabytes),
        "copy_worker_idle_mb": round(idle),  # of that, before it has done anything
    }


def _build_copy(answers: Any) -> None:
    """Build what waits, as a worker does, and tell seconds, megabytes idle and most, how many."""
    import django

    django.setup()
    build_due = part("community.datarights.actions.exporting", "build_due")
    idle = _most_megabytes()
    began = time.perf_counter()
    built = build_due()
    seconds = time.perf_counter() - began
    answers.put((seconds, idle, _most_megabytes(), built))


def _most_megabytes() -> float:
    """Return the most memory that this process has had; `getrusage` tells its parent's as well."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def bringing_in(lines: int) -> dict[str, float]:
    """Measure a file from upload to accounts, and how many invitations a second are posted."""
    from community.members.models import User
    from community.stewards.actions import intake

    steward = User.objects.order_by("pk")[3]
    target = io.StringIO()
    table = csv.writer(target)
    table.writerow(("email", "name", "group", "country", "organisation"))
    table.writerows(
        (f"new-{n}@example.org", f"New {n}", "industry", "PT", "") for n in range(lines)
    )
    began = time.perf_counter()
    taken = intake.take_in(content=target.getvalue().encode(), file_name="a.csv", by=steward)
    checked = time.perf_counter()
    intake.start(intake=taken, by=steward, reason="Measured.", language="en", invites=True)
    while intake.create_parcel():
        pass
    made = time.perf_counter()
    invited = 0
    while count := intake.invite_parcel():
        invited += count
    told = time.perf_counter()
    assert User.objects.filter(email__startswith="new-").count() == lines
    return {
        "import_check_s": round(checked - began, 1),
        "import_s": round(made - began, 1),
        "invitations_per_s": round(invited / (told - made), 1),
    }


def measure(size: str) -> dict[str, Any]:
    """Return the figures of every part that is there, and the names of those that are not."""
    members, organisations, rounds, seconds, lines, mails = SIZES[size]
    from tests.benchmarks.members_data import make

    began = time.perf_counter()
    make(members, organisations)
    figures: dict[str, Any] = {"members": members, "organisations": organisations}
    figures["made_in_s"] = round(time.perf_counter() - began, 1)
    missing = []
    port = free_port()
    with web(port) as worked:
        for figure in (
            lambda: directory(port, rounds),
            lambda: profile(port, rounds),
            lambda: signing_in(port, seconds, worked),
            lambda: copy_of_data(mails),
            lambda: bringing_in(lines),
        ):
            try:
                figures |= figure()
            except Missing as absent:
                missing.append(str(absent))
                print(f"not there, so not measured: {absent}")
    return figures | {"not_measured": missing}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="5,000 members; the default")
    options.add_argument("--full", action="store_true", help="the sizes of the issue")
    size = "full" if options.parse_args().full else "quick"
    os.environ["LOG_LEVEL"] = "WARNING"
    os.environ["SAMPLE_SIGN_IN"] = "0"  # no site in production has it
    with database():
        import django

        django.setup()
        from django.core.management import call_command

        from vocabulary.actions import load_vocabularies

        call_command("migrate", verbosity=0)
        load_vocabularies()
        figures = measure(size)
    for name, value in figures.items():
        print(f"  {name:24} {value!s:>12}")
    print(json.dumps({"benchmark": "members", **figures}))


if __name__ == "__main__":
    main()
