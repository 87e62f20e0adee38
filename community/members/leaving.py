"""The way back for those who closed their account: sign-in asks, a room above answers.

A closed account may not sign in, and no form tells that it exists. Its owner proves the address by
a code like everyone, and is then led to where the closing can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.members.models import User


@dataclass(frozen=True)
class WayBack:
    """`find` returns the closed account of an address; `lead` where a proven owner goes."""

    find: Callable[[str], User | None]
    lead: Callable[[HttpRequest, User], HttpResponse | None]


_ways: Final[list[WayBack]] = []


def register_way_back(way: WayBack) -> None:
    """Let a room answer for accounts that their owners closed."""
    if way not in _ways:
        _ways.append(way)


def who_left(email: str) -> User | None:
    """Return the account under this address that its owner closed and may still open again."""
    return next((user for way in _ways if (user := way.find(email))), None)


def way_back(request: HttpRequest, user: User) -> HttpResponse | None:
    """Return where somebody goes who proved the address of a closed account; None for nowhere."""
    return next((answer for way in _ways if (answer := way.lead(request, user))), None)
