"""Finds sessions that nobody can come to both."""

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from events.models import Session


def are_at_once(one: "Session", other: "Session") -> bool:
    """Return whether two sessions overlap."""
    return one.start < other.end and other.start < one.end


def clash_of(sessions: Iterable["Session"]) -> str:
    """Return in words that two of these are at the same time; empty when none are."""
    for one, other in combinations(sessions, 2):
        if are_at_once(one, other):
            names = {"one": one.title, "other": other.title}
            said = _("“%(one)s” and “%(other)s” are at the same time: choose one of them.")
            return said % names
    return ""
