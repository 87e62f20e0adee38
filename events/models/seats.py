"""How many seats an event has, and how many of them are taken, held or free at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to come, such as a category, and how many seats are left for it; None: no limit."""

    name: "str | Promise"
    left: int | None


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The seats of one event; without a `capacity` there is room for everyone."""

    capacity: int | None
    confirmed: int
    held: int = 0  # for guests who have not confirmed yet, and for those with an offer
    waiting: int = 0  # in line: what becomes free is theirs first
    # Those of them who could have a seat now; None: each of them could.
    claiming: int | None = None
    choices: Sequence[Choice] = ()

    @property
    def taken(self) -> int:
        """Seats that nobody else can have now."""
        return self.confirmed + self.held

    @property
    def free(self) -> int | None:
        """Seats that nobody has, for those in line; never below zero, None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def left(self) -> int | None:
        """Seats that anybody can have now: those in line come before; None without a limit."""
        claims = self.waiting if self.claiming is None else self.claiming
        return None if self.free is None else max(0, self.free - claims)

    @property
    def are_gone(self) -> bool:
        """Whether nobody can get one now."""
        return self.left == 0 or (
            bool(self.choices) and all(choice.left == 0 for choice in self.choices)
        )

    @property
    def may_come_back(self) -> bool:
        """Whether none is free now, but some are only held and nobody waits for them."""
        some_are_held = not self.waiting and self.confirmed < (self.capacity or 0)
        return self.left == 0 and some_are_held
