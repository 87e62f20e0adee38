"""How many seats an event has, and how many of them are taken, held or free at one moment."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The seats of one event; without a `capacity` there is room for everyone."""

    capacity: int | None
    confirmed: int
    held: int = 0  # by guests who have not confirmed their address yet

    @property
    def taken(self) -> int:
        """Seats that nobody else can have now."""
        return self.confirmed + self.held

    @property
    def left(self) -> int | None:
        """Seats that are free now, never below zero; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def are_gone(self) -> bool:
        """Whether nobody can get one now."""
        return self.left == 0

    @property
    def may_come_back(self) -> bool:
        """Whether none is free now, but some are only held and may become free."""
        return self.are_gone and self.confirmed < (self.capacity or 0)
