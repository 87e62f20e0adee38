"""How fast the door answers with 10,000 people, and the desk behind it: `make bench-checkin`.

Invented people with tickets, a web process as in production with the client beside it, and in the
same run the floors: the same row found and locked by plain SQL, an answer that does nothing, and a
loop of plain Python. Beside the clock stands what the web processes worked for one answer, which
does not grow when others use the machine. Ends with one line of JSON. What another room brings,
such as certificates, is named where missing.
"""

import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from tests.benchmarks.load import python_loop_ms
from tests.benchmarks.members import signed_in, web
from tests.benchmarks.search import database, p95
from tests.running import free_port

SIZES = {"quick": (2_000, 150, 20), "full": (10_000, 1_000, 100)}  # people, scans, lists
CERTIFICATES = "tests.benchmarks.certificates"
HELPERS = 5  # each with a device, none of them over its limit
FLOOR = "SELECT id FROM events_registration WHERE id = %s FOR UPDATE"


class Device:
    """One device at the door, signed in."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Cookie": cookie}

    def ask(self, method: str, path: str, body: Any = None) -> bytes:
        """Return the body of an answer.

        Raises:
            AssertionError: the site did not answer 200.
        """
        text = None if body is None else json.dumps(body)
        headers = self.headers | ({"Content-Type": "application/json"} if text else {})
        self.connection.request(method, path, text, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.headers["Cookie"] += f"; {line.partition(';')[0]}"
        assert answer.status == 200, (answer.status, path, content[:300])
        return content

    def take_token(self, path: str) -> None:
        """Learn the token that the site wants with a post."""
        self.headers["X-CSRFToken"] = json.loads(self.ask("GET", path))["csrf"]


def people_of_event(size: int) -> tuple[Any, list[str]]:
    """Return an event that goes on, and the digests of its people's tickets."""
    from datetime import timedelta

    from django.utils import timezone

    from events.door.actions import ensure_tickets
    from events.door.models import Ticket
    from events.models import Registration
    from tests.factories.events import EventFactory
    from vocabulary.models import Scheme, Term

    now = timezone.now()
    event = EventFactory(
        format=Term.objects.get_by_code(Scheme.EVENT_FORMAT, "on-site"),
        start=now - timedelta(hours=1),
        end=now + timedelta(hours=5),
        capacity=None,
    )
    Registration.objects.bulk_create(
        [
            Registration(
                event=event,
                email=f"person{number}@example.org",
                name=f"Person {number} Example",
                organisation=f"Mill {number % 700}",
                state="confirmed",
                confirmed_at=now,
            )
            for number in range(size)
        ],
        batch_size=1000,
    )
    ensure_tickets(event)
    digests = list(Ticket.objects.order_by("pk").values_list("digest", flat=True))
    random.Random(7).shuffle(digests)
    return event, digests


class Meter:
    """Takes the time of answers by the clock, and what the web processes work for each."""

    def __init__(self, worked: Callable[[], float]) -> None:
        self.worked = worked
        self.times: dict[str, list[float]] = {}
        self.work: dict[str, float] = {}

    def take(
        self, name: str, question: Callable[[int], object], rounds: int, *, warm: int = 5
    ) -> None:
        """Note how many milliseconds each round took, after some to warm up."""
        for number in range(warm):
            question(number)
        worked, found = self.worked(), []
        for number in range(warm, warm + rounds):
            begun = time.perf_counter()
            question(number)
            found.append((time.perf_counter() - begun) * 1000)
        self.times[name] = found
        self.work[name] = (self.worked() - worked) * 1000 / rounds

    def __str__(self) -> str:
        rows = [f"{'':14}{'p50 ms':>9}{'p95 ms':>9}{'work ms':>9}"]
        for name, found in self.times.items():
            numbers = (statistics.median(found), p95(found), self.work[name])
            rows.append(f"{name:14}" + "".join(f"{number:9.1f}" for number in numbers))
        return "\n".join(rows)


def take_floors(meter: Meter, keys: list[int], port: int, rounds: int) -> None:
    """Measure what the database and the server cost without us."""
    from django.db import connection, transaction

    def locked(number: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FLOOR, [keys[number % len(keys)]])
            cursor.fetchone()

    bare = Device(port, "")
    meter.take("row locked", locked, rounds)
    meter.take("bare answer", lambda _: bare.ask("GET", "/healthz"), rounds)


def take_scans(
    meter: Meter, devices: list[Device], event: Any, digests: list[str], rounds: int
) -> None:
    """Measure one scan: the first of a ticket, and one that was scanned before."""
    from django.utils import timezone

    path = f"/meet/{event.pk}/door/scans/"
    for device in devices:
        device.take_token(f"/meet/{event.pk}/door/state/")

    def scan(number: int, verdict: str) -> None:
        now = timezone.now().isoformat()
        sent = {"nonce": str(uuid.uuid4()), "at": now, "digest": digests[number]}
        body = {"sent_at": now, "device": "Bench", "scans": [sent]}
        device = devices[number % len(devices)]
        answer = json.loads(device.ask("POST", path, body))["answers"][0]
        assert answer["verdict"] == verdict, answer

    meter.take("scan", lambda number: scan(number, "ok"), rounds)
    meter.take("scan again", lambda number: scan(number, "duplicate"), rounds // 2)


def take_lists(meter: Meter, device: Device, event: Any, rounds: int) -> None:
    """Measure the desk's list of people, whole and narrowed, its tab "Door", the device's list."""
    people = f"/admin/registrations/?event={event.pk}"
    narrowed = f"{people}&state=seated&order=name&q=mill+12"
    tab, names = f"/admin/door/event/{event.pk}/", f"/meet/{event.pk}/door/people/"
    state = f"/meet/{event.pk}/door/state/"
    meter.take("desk", lambda number: device.ask("GET", f"{people}&p={number % 9 + 1}"), rounds)
    meter.take("desk narrowed", lambda number: device.ask("GET", f"{narrowed}{number % 9}"), rounds)
    meter.take("attendance", lambda number: device.ask("GET", f"{tab}?p={number % 9 + 1}"), rounds)
    meter.take("state", lambda _: device.ask("GET", state), rounds)
    meter.take("whole list", lambda _: device.ask("GET", names), 5, warm=1)


def export(device: Device, event: Any) -> float:
    """Return the seconds that the spreadsheet of everyone takes."""
    begun = time.perf_counter()
    content = device.ask("GET", f"/admin/registrations/?event={event.pk}&export=xlsx")
    assert content[:2] == b"PK"
    return time.perf_counter() - begun


def certificates(flag: str) -> dict[str, Any]:
    """Return the figures of certificates, measured by their own room in a process of its own."""
    if find_spec(CERTIFICATES) is None:
        print(f"not measured: {CERTIFICATES} is not there")
        return {"certificates_per_s": None, "worker_rss_mb": None}
    command = [sys.executable, "-m", CERTIFICATES, flag]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    return {key: figures[key] for key in ("certificates_per_s", "worker_rss_mb")}


def run(size: int, rounds: int, pages: int) -> dict[str, Any]:
    """Measure all of it on a database that was just made; return figures and tables."""
    from community.members.sample import load_people
    from events.models import EventRole, Registration
    from tests.factories.members import UserFactory

    event, digests = people_of_event(size)
    keys = list(Registration.objects.filter(event=event).values_list("pk", flat=True)[:1000])
    port = free_port()
    device = Device(port, signed_in(load_people()["administrator"]))
    users = UserFactory.create_batch(HELPERS)
    for one in users:
        EventRole.objects.create(event=event, user=one, role=EventRole.Role.DOOR)
    helpers = [Device(port, signed_in(one)) for one in users]
    with web(port) as worked:
        meter = Meter(worked)
        take_floors(meter, keys, port, rounds)
        take_scans(meter, helpers, event, digests, rounds)
        take_lists(meter, device, event, pages)
        seconds = export(device, event)
    print(meter)
    print(f"export of {size} people {seconds:.1f} s")
    times, work = meter.times, meter.work
    floor = sum(statistics.median(times[name]) for name in ("row locked", "bare answer"))
    return {
        "benchmark": "checkin",
        "people": size,
        "python_loop_ms": python_loop_ms(),
        "scan_p95_ms": round(p95(times["scan"]), 1),
        "scan_work_ms": round(work["scan"], 1),
        "scan_ratio_to_floor": round(statistics.median(times["scan"]) / floor, 1),
        "desk_p95_ms": round(p95(times["desk"]), 1),
        "desk_work_ms": round(work["desk"], 1),
        "desk_narrowed_p95_ms": round(p95(times["desk narrowed"]), 1),
        "attendance_p95_ms": round(p95(times["attendance"]), 1),
        "export_s": round(seconds, 2),
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="2,000 people; the default")
    options.add_argument("--full", action="store_true", help="10,000 people, as the issue names")
    name = "full" if options.parse_args().full else "quick"
    with database():
        import django

        django.setup()
        from django.core.management import call_command

        from vocabulary.actions import load_vocabularies

        call_command("migrate", verbosity=0)
        load_vocabularies()
        figures = run(*SIZES[name])
    print(json.dumps(figures | certificates(f"--{name}")))


if __name__ == "__main__":
    main()
