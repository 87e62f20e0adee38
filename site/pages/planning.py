"""What is planned: each room tells the editorial calendar of its own days.

A room registers a function under the hook ``register_planned`` that takes the first and the last
moment and returns a list of `Planned`; at most a few queries, whatever it finds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wagtail import hooks

HOOK: Final = "register_planned"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One thing on one day: of what kind, what, when, and where to see to it."""

    kind: str
    label: Any
    title: str
    at: datetime
    url: str = ""
    person_id: int | None = None
    page_id: int | None = None


def planned_by_rooms(first: datetime, last: datetime) -> Iterator[Planned]:
    """Yield what all rooms plan between two moments."""
    for tell in hooks.get_hooks(HOOK):
        yield from tell(first, last)
