"""The dates of a series, and which of them can be registered for together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from events import parts
from events.models import EventPage, Series
from events.models.wording import Door
from pages.models.terms import load_related


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The events of a series: to come, over, and those that one form can register for."""

    coming: list[EventPage]
    past: list[EventPage]
    open: list[EventPage]


def public_events(series: Series) -> Any:
    """Return the listed events of a series, each once, in the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    live = EventPage.objects.live().listed().filter(series=series, alias_of=None)
    mine = Q(locale__language_code=language)
    translated = live.filter(mine, translation_key=OuterRef("translation_key"))
    first = Q(locale__language_code=settings.LANGUAGE_CODE) & ~Exists(translated)
    return live.public().filter(mine | first).select_related("entry")


def dates_of(series: Series, now: datetime) -> Dates:
    """Return the dates of a series; the number of queries does not depend on how many."""
    found = list(public_events(series).order_by("start", "pk").with_seats(now))
    load_related(found)
    coming = [event for event in found if not event.is_over]
    return Dates(
        coming=sorted(coming, key=lambda event: event.is_postponed),
        past=[event for event in found if event.is_over][::-1],
        open=[event for event in coming if _can_join(event, now)],
    )


def _can_join(event: EventPage, now: datetime) -> bool:
    """Return whether a form without questions of the event's own is enough to get in."""
    if event.door(now) is not Door.OPEN or parts.of(event):
        return False
    return event.has_waiting_list or event.needs_approval or not event.seats.are_gone
