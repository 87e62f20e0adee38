"""What other rooms offer a newcomer: each its own box, none ticked before."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from community.members.models import User


@dataclass(frozen=True)
class Offer:
    """One box to tick: what it is, and the exact words that are agreed to."""

    key: str
    title: str
    wording: str


class Offers(ABC):
    """What one room offers. It stands above this one and registers in its `offers` module."""

    name: str  # begins the keys of its offers: "letters:example"

    @abstractmethod
    def open_to(self, user: User) -> list[Offer]:
        """Return what this person does not have yet."""

    @abstractmethod
    def take(self, *, user: User, key: str, source: str) -> None:
        """Give it to the person, whose box was ticked, and record the consent.

        `key` is without the name; an offer that has ended meanwhile is passed over.
        """


_rooms: Final[dict[str, Offers]] = {}


def register_offers(room: type[Offers]) -> type[Offers]:
    """Let a room offer something; a class decorator."""
    _rooms[room.name] = room()
    return room


def open_offers(user: User) -> list[Offer]:
    """Return all that is offered to a person, keys as `take_offer` wants them."""
    return [
        Offer(key=f"{name}:{offer.key}", title=offer.title, wording=offer.wording)
        for name, room in _rooms.items()
        for offer in room.open_to(user)
    ]


def take_offer(*, user: User, key: str, source: str) -> None:
    """Take one offer for a person; an unknown one is passed over."""
    name, _colon, rest = key.partition(":")
    if room := _rooms.get(name):
        room.take(user=user, key=rest, source=source)
