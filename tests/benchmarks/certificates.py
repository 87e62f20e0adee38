"""How fast a worker makes certificates, and in how much memory: `make bench-certificates`.

A finished event with so many people who came, each checked in at the door's own state; the worker's
task runs in this process until the round is done. Rows, documents in the private storage and mails
are all written. Beside the clock stands what the processor worked for one, which does not grow when
others use the machine. Ends with one line of JSON.
"""

import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.load import python_loop_ms
from tests.benchmarks.search import database

SIZES = {"quick": 400, "full": 10_000}
KIB = 1024
NAMES = ("Maria Example", "Γιώργος Παράδειγμα", "Łukasz Przykład", "محمد الأمين", "王小明")


def certificates(count: int) -> dict[str, Any]:
    """Return how many certificates a second a worker makes, and the most memory it took (MB).

    They are asked for already. The memory is that of the whole process: give it one of its own.
    """
    import django

    django.setup()
    from events.papers import tasks
    from events.papers.models import Certificate

    begun, worked = time.perf_counter(), time.process_time()
    while tasks.issue_certificates():
        pass
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    made = Certificate.objects.made().count()
    assert made == count, (made, count)
    assert Certificate.objects.filter(mailed_at=None).count() == 0
    return {
        "certificates": made,
        "python_loop_ms": python_loop_ms(),
        "certificates_per_s": round(made / seconds, 1),
        "certificate_work_ms": round(work * 1000 / made, 1),
        "worker_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB),
    }


def _ask_for_them(count: int) -> None:
    """Fill an empty database: tables, one event with so many people, and the round."""
    import django

    django.setup()
    from django.core.management import call_command

    from community.members.models import User
    from events.papers.actions import ask_for_certificates
    from vocabulary.actions import load_vocabularies

    call_command("migrate", verbosity=0)
    load_vocabularies()
    host = User.objects.create(email="host@example.org", name="Host")
    ask_for_certificates(event=_event(count), by=host)


def _event(count: int) -> Any:
    from events.models import Registration, State
    from tests.factories.events import PastEventFactory

    event = PastEventFactory(title="A morning in a workshop", capacity=None)
    Registration.objects.bulk_create(
        (
            Registration(
                event=event,
                email=f"person{number}@example.org",
                name=f"{NAMES[number % len(NAMES)]} {number}",
                organisation="Example Tile Works",
                state=State.ATTENDED,
            )
            for number in range(count)
        ),
        batch_size=1000,
    )
    return event


def _measure(count: int) -> None:
    print(json.dumps({"benchmark": "certificates", **certificates(count)}), flush=True)


def _in_own_process(deed: Callable[[int], None], count: int) -> None:
    process = multiprocessing.get_context("spawn").Process(target=deed, args=(count,))
    process.start()
    process.join()
    assert process.exitcode == 0


def main() -> None:
    """Measure, and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="400 people; the default")
    parser.add_argument("--full", action="store_true", help="10,000 people, as the issue names")
    parser.add_argument("--people", type=int, help="so many people")
    asked = parser.parse_args()
    count = asked.people or SIZES["full" if asked.full else "quick"]
    with database(), tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("VAR_DIR", folder)  # an embedded database has chosen its own already
        os.environ["PRIVATE_DIR"] = folder
        os.environ["CELERY_BROKER_URL"] = "memory://"
        os.environ["MALLOC_ARENA_MAX"] = "2"  # as `make run` starts a worker
        # A worker neither migrates nor invents people: that would stay in its memory.
        _in_own_process(_ask_for_them, count)
        _in_own_process(_measure, count)


if __name__ == "__main__":
    main()
