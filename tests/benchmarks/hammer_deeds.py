"""What one process of the hammer does: deeds at random, each in a journal before and after.

A piece of the benchmark `registrations`. The dice are seeded: the same run rolls the same wishes,
whatever the other processes make of them.
"""

import json
import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import django

django.setup()  # once for all processes: the server from which they are forked loads this module

from django.db import close_old_connections  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from community.members.models import User  # noqa: E402
from events import actions  # noqa: E402
from events.models import EventPage, Registration, State  # noqa: E402
from events.refusals import Refusal  # noqa: E402
from events.rows import Guest  # noqa: E402

GUESTS: Final = 60  # addresses that come to each event again and again
MEMBERS: Final = 30  # accounts; a third of them also come as guests
MOST_SEATS: Final = 40

# How often each deed is chosen. Ageing lets time pass for one hold, then the clock marks it.
WEIGHTS: Final = {
    "guest": 22,
    "member": 12,
    "confirm": 22,
    "cancel": 14,
    "approve": 7,
    "decline": 3,
    "offer_next": 7,
    "offer_seat": 2,
    "accept": 9,
    "refuse_offer": 2,
    "age": 3,
    "expire": 3,
    "by_hand": 3,
    "bring_in": 1,
    "more_seats": 0.3,
    "move_event": 0.3,
    "sweep": 1,
}


class Journal:
    """Lines that are on the disk before anything else happens: what is begun, what was answered."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, **line: Any) -> None:
        """Add one line and wait for the disk."""
        os.write(self.file, json.dumps(line).encode() + b"\n")
        os.fsync(self.file)


def work(path: Path, seed: str, attempts: int, *, events: list[int], show_race: bool) -> None:
    """Try so many deeds, or until killed."""
    if show_race:
        open_the_race()
    dice, journal = random.Random(seed), Journal(path)
    hammer = Hammer(dice, events)
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    for number in range(attempts):
        deed = dice.choices(names, weights)[0]
        journal.write(begun=f"{seed}:{number}", deed=deed)
        try:
            answers = getattr(hammer, deed)()
        except Refusal as refusal:
            journal.write(ended=f"{seed}:{number}", refused=type(refusal).__name__)
        else:
            journal.write(ended=f"{seed}:{number}", deed=deed, ok=answers)
        close_old_connections()


def open_the_race() -> None:
    """Take the lock away and leave a moment after the count: seats must be sold twice now."""
    import time

    from events import seats

    real = seats._taken_by_others

    def count_slowly(*args: Any, **kwargs: Any) -> int:
        taken = real(*args, **kwargs)
        time.sleep(0.02)
        return taken

    seats._taken_by_others = count_slowly
    seats.lock_entry = lambda **_: None  # type: ignore[assignment,return-value]


def told(*registrations: Registration | None) -> list[list[Any]]:
    """Return what an answer promises: which registration is in which state."""
    return [[one.pk, str(one.state)] for one in registrations if one is not None]


class Hammer:
    """The deeds; each returns what it was promised, and raises what it was refused."""

    def __init__(self, dice: random.Random, events: list[int]) -> None:
        self.dice, self.events = dice, events
        self.accounts = list(User.objects.filter(email__startswith="m").order_by("pk"))
        self.staff = User.objects.get(email="staff@example.org")

    def guest(self) -> list[list[Any]]:
        """Register a guest."""
        return told(
            actions.register_guest(event_id=self._event(), guest=self._guest(), language="en")
        )

    def member(self) -> list[list[Any]]:
        """Register a member."""
        who = self.dice.choice(self.accounts)
        return told(actions.register_member(event_id=self._event(), user=who, language="fr"))

    def confirm(self) -> list[list[Any]]:
        """Confirm an address."""
        return self._do(actions.confirm_registration, State.PENDING)

    def cancel(self) -> list[list[Any]]:
        """Give up whatever somebody has."""
        state = self.dice.choice([State.CONFIRMED, State.CONFIRMED, State.WAITING, State.PENDING])
        return self._do(actions.cancel_registration, state)

    def approve(self) -> list[list[Any]]:
        """Approve a request."""
        return self._do(actions.approve_registration, State.APPROVAL, by=self.staff)

    def decline(self) -> list[list[Any]]:
        """Decline a request, somebody who waits, or an offer."""
        state = self.dice.choice([State.APPROVAL, State.APPROVAL, State.WAITING, State.OFFERED])
        return self._do(actions.decline_registration, state, by=self.staff, reason="No room.")

    def offer_next(self) -> list[list[Any]]:
        """Let a line move up."""
        return told(actions.offer_next(event_id=self._event()))

    def offer_seat(self) -> list[list[Any]]:
        """Offer a seat out of turn."""
        return self._do(actions.offer_seat, State.WAITING, by=self.staff)

    def accept(self) -> list[list[Any]]:
        """Accept an offer."""
        return self._do(actions.accept_offer, State.OFFERED)

    def refuse_offer(self) -> list[list[Any]]:
        """Decline an offer."""
        return self._do(actions.decline_offer, State.OFFERED)

    def age(self) -> list[list[Any]]:
        """Let the time of one hold or offer be up."""
        key = self._any(self.dice.choice([State.PENDING, State.OFFERED]))
        past = timezone.now() - timedelta(seconds=1)
        Registration.objects.filter(pk=key, expires_at__gt=past).update(expires_at=past)
        return []

    def expire(self) -> list[list[Any]]:
        """Mark what has run out."""
        actions.expire_holds(limit=20)
        return []

    def by_hand(self) -> list[list[Any]]:
        """Register somebody as staff do."""
        event = self._event()
        return told(
            actions.register_by_hand(
                event_id=event, guest=self._guest(), language="de", by=self.staff
            )
        )

    def bring_in(self) -> list[list[Any]]:
        """Register a few at once, all under one lock, as an import does."""
        guests = {guest.email: guest for guest in (self._guest() for _number in range(3))}
        entries = [actions.Entry(guest=guest, language="de") for guest in guests.values()]
        event = self._event()
        return told(*actions.register_list(event_id=event, entries=entries, by=self.staff))

    def sweep(self) -> list[list[Any]]:
        """Do what the clock does each minute."""
        for event_id in actions.unannounced():
            actions.announce_change(event_id=event_id)
        actions.inform_registered(limit=20)
        actions.close_lines(limit=20)
        return []

    def more_seats(self) -> list[list[Any]]:
        """Add a seat where there are few."""
        few = EventPage.objects.filter(pk=self._event(), capacity__lt=MOST_SEATS)
        few.update(capacity=F("capacity") + 1)
        return []

    def move_event(self) -> list[list[Any]]:
        """Let an event take place elsewhere."""
        town = f"Town {self.dice.randrange(1000)}"
        EventPage.objects.filter(pk=self._event()).update(city=town)
        return []

    def _event(self) -> int:
        return self.dice.choice(self.events)

    def _guest(self) -> Guest:
        number = self.dice.randrange(GUESTS + MEMBERS // 3)
        is_member = number >= GUESTS
        email = f"m{number - GUESTS}@example.org" if is_member else f"g{number}@example.org"
        return Guest(email=email, name=f"Person {number}")

    def _any(self, state: State) -> int:
        """Return the key of some registration in a state; 0 where there is none."""
        keys = list(
            Registration.objects.filter(state=state, event_id=self._event())
            .order_by("pk")
            .values_list("pk", flat=True)[:30]
        )
        return self.dice.choice(keys) if keys else 0

    def _do(self, deed: Callable[..., Registration], state: State, **more: Any) -> list[list[Any]]:
        key = self._any(state)
        return told(deed(registration_id=key, **more)) if key else []
