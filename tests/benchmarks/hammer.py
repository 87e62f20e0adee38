"""Hammers the deeds of the room from several processes that are killed at random, and counts.

A piece of the benchmark `registrations`: `swing` makes a few small events of each kind (plain, with
a line, with approval, with both, with room for everyone), lets the processes of hammer_deeds.py
loose on them, kills one after another, and returns what hammer_count.py found.
"""

import multiprocessing
import random
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.benchmarks import hammer_count
from tests.benchmarks.hammer_deeds import MEMBERS, work

PROCESSES: Final = 4
KILL_AFTER: Final = (0.3, 2.5)  # seconds from one kill to the next, at random
SEED: Final = 7
KINDS: Final[dict[str, dict[str, Any]]] = {
    "plain": {"capacity": 6},
    "line": {"capacity": 5, "has_waiting_list": True},
    "small-line": {"capacity": 2, "has_waiting_list": True},
    "approval": {"capacity": 5, "needs_approval": True},
    "approval-line": {"capacity": 4, "needs_approval": True, "has_waiting_list": True},
    "open": {"capacity": None},
}


def swing(attempts: int, *, database: dict[str, Any], show_race: bool = False) -> dict[str, Any]:
    """Return the figures after so many attempts; anything that is wrong is printed."""
    events = _make_events()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.benchmarks.hammer_deeds"])
    ended, answers = context.Event(), context.Queue()
    watcher = context.Process(target=hammer_count.watch, args=(database, ended, answers))
    watcher.start()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        gang = [
            Worker(context, Path(folder) / f"journal-{place}", place, share)
            for place, share in enumerate(_shares(attempts))
        ]
        kills = _let_loose(gang, events=events, show_race=show_race)
        seconds = time.monotonic() - began
        ended.set()
        looks, oversold, twice = answers.get(timeout=60)
        watcher.join()
        found = hammer_count.count([worker.journal for worker in gang])
    found["oversold"] = sorted({*found["oversold"], *oversold})
    found["duplicated"] = [*found["duplicated"], *sorted(set(twice))]
    return _figures(found) | {
        "kills": kills,
        "looks": looks,
        "attempts_per_s": round(found["attempts"] / seconds),
    }


def _figures(found: dict[str, Any]) -> dict[str, Any]:
    for what in ("oversold", "duplicated", "lost"):
        for one in found[what][:10]:
            print(f"  {what}: {one}")
    print(f"  begun: {found.pop('deeds')}")
    print(f"  answered: {found.pop('answers')}")
    return found | {what: len(found[what]) for what in ("oversold", "duplicated", "lost")}


def _shares(attempts: int) -> list[int]:
    return [attempts // PROCESSES + (place < attempts % PROCESSES) for place in range(PROCESSES)]


def _make_events() -> list[int]:
    """Return the events, with the accounts of those who come to them."""
    from community.members.models import User
    from tests.factories.events import EventFactory

    User.objects.create_user("staff@example.org", name="Ada Staff")
    for number in range(MEMBERS):
        User.objects.create_user(f"m{number}@example.org", name=f"Member {number}")
    made = [EventFactory(title=kind, slug=f"h-{kind}", **fields) for kind, fields in KINDS.items()]
    return [event.pk for event in made]


@dataclass
class Worker:
    """One place at the hammer: its processes come and go, its journal stays."""

    context: Any
    journal: Path
    place: int
    share: int
    process: Any = None
    lives: int = 0

    def start(self, **what: Any) -> None:
        """Start a process that goes on where the last one was killed."""
        self.lives += 1
        seed = f"{SEED}-{self.place}-{self.lives}"
        args = (self.journal, seed, self.left)
        self.process = self.context.Process(target=work, args=args, kwargs=what, daemon=True)
        self.process.start()

    @property
    def left(self) -> int:
        """How many of its attempts are not begun yet."""
        if not self.journal.exists():
            return self.share
        return self.share - self.journal.read_bytes().count(b'{"begun"')

    def kill(self) -> None:
        """Kill the process as the kernel would."""
        self.process.kill()
        self.process.join()


def _let_loose(gang: list[Worker], **what: Any) -> int:
    """Let them work until all attempts are made; return how many processes were killed.

    Raises:
        AssertionError: a process ended by a fault of its own.
    """
    dice, kills = random.Random(SEED), 0
    for worker in gang:
        worker.start(**what)
    while alive := [worker for worker in gang if worker.left > 0 or worker.process.is_alive()]:
        time.sleep(dice.uniform(*KILL_AFTER))
        victim = dice.choice(alive)
        if victim.process.is_alive():
            victim.kill()
            kills += 1
        for worker in gang:
            _keep_going(worker, **what)
    return kills


def _keep_going(worker: Worker, **what: Any) -> None:
    if worker.process.is_alive():
        return
    assert worker.process.exitcode in {0, -signal.SIGKILL}, worker.process.exitcode
    if worker.left > 0:
        worker.start(**what)
