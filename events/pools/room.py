"""How many seats are left in the pools of an event, for whom, and who in the line is next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import Count
from django.utils import timezone

from events.models import EventPage, Registration
from events.pools.models import Category

CategoryKey: TypeAlias = int | None  # None: registered before there were categories
InLine: TypeAlias = tuple[int, CategoryKey]  # the key of a registration, and its category


@dataclass
class Room:
    """What is free at one moment: `total` of the event, `free` by pool; None: no limit.

    Numbers fall below zero where a limit was lowered below what is taken.
    """

    total: int | None
    free: dict[int, int] = field(default_factory=dict)
    pools: dict[CategoryKey, frozenset[int]] = field(default_factory=dict)
    claimed: int = 0  # by those in line, see `seat`

    def pools_of(self, category: CategoryKey) -> frozenset[int]:
        """Return the keys of the pools in which a category counts."""
        return self.pools.get(category, frozenset())

    def left(self, category: CategoryKey) -> int | None:
        """Return how many more of a category find a seat; None without a limit."""
        limits = [self.free[pool] for pool in self.pools_of(category)]
        if self.total is not None:
            limits.append(self.total)
        return max(0, min(limits)) if limits else None

    def take(self, category: CategoryKey, number: int = 1) -> None:
        """Count seats of a category as taken, in all of its pools."""
        for pool in self.pools_of(category):
            self.free[pool] -= number
        if self.total is not None:
            self.total -= number

    def first_of(self, line: Iterable[InLine]) -> int | None:
        """Return the key of the first in a line for whom there is a seat."""
        return next((key for key, category in line if self.left(category) != 0), None)

    def seat(self, line: Iterable[InLine]) -> None:
        """Give everyone in a line, in turn, the seat that they could have.

        Nobody who could have a seat is overtaken, and nobody who could not keeps one from others.
        """
        for _key, category in line:
            if self.left(category) != 0:
                self.take(category)
                self.claimed += 1


def room_of(event: EventPage, now: datetime, *, without: int | None = None) -> Room:
    """Return the room of an event, the registration with the key `without` aside; two queries."""
    through = Category.pools.through.objects.filter(category__event_id=event.seat_owner_id)
    pools: dict[CategoryKey, set[int]] = defaultdict(set)
    free: dict[int, int] = {}
    for category, pool, capacity in through.values_list("category_id", "pool_id", "pool__capacity"):
        pools[category].add(pool)
        free[pool] = capacity
    room = Room(event.capacity, free, {key: frozenset(found) for key, found in pools.items()})
    for category, number in _taken(event, now, without):
        room.take(category, number)
    return room


def room_to_show(event: EventPage) -> Room:
    """Return what is left for somebody new; counted once for each page that is shown."""
    kept: Any = vars(event)
    if "pools_room" not in kept:
        room = room_of(event, timezone.now())
        room.seat(line_of(event))
        kept["pools_room"] = room
    found: Room = kept["pools_room"]
    return found


def line_of(event: EventPage, *, without: int | None = None) -> list[InLine]:
    """Return who waits for a seat, the first in the line first; one query."""
    line = Registration.objects.filter(event_id=event.seat_owner_id).in_line()
    others = line.exclude(pk=without or 0)
    return list(others.values_list("pk", "seat_choice__category_id"))


def _taken(event: EventPage, now: datetime, without: int | None) -> list[tuple[CategoryKey, int]]:
    """Return how many seats are taken or held, by category."""
    taken = Registration.objects.filter(event_id=event.seat_owner_id).holding_seats(now)
    by_category = taken.exclude(pk=without or 0).order_by().values_list("seat_choice__category_id")
    return list(by_category.annotate(number=Count("pk")))
