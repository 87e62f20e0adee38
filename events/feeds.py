"""What stands in the calendars that people subscribe to: a public one, and each member's own."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext
from wagtail.models import PageLogEntry

from community.members.models import User
from events.appointments import feed_for, feed_for_anyone
from events.facets import Chosen
from events.models import SEATED, EventPage, Registration, State
from events.models.event_sets import CANCELLED_STAY, PAST_STAY
from pages.models.terms import load_related
from pages.templatetags.mail_tags import identity

MOST: Final = 500  # entries in a calendar; the oldest are left out
BEGINNING: Final = datetime(2016, 1, 1, tzinfo=UTC)


def public_calendar(chosen: Chosen) -> tuple[bytes, datetime]:
    """Return the events that everyone may see as a calendar, and when it last changed.

    In the active language, an event that is not translated in the language of the site. The number
    of queries does not depend on what is found.
    """
    now = timezone.now()
    events = _public(get_language() or settings.LANGUAGE_CODE).in_calendars(now)
    for condition in chosen.conditions():
        events = events.filter(condition)
    latest = events.select_related("entry").order_by("-start", "-pk").distinct()[:MOST]
    found = list(reversed(latest))
    load_related(found)
    name = gettext("%(site)s: events") % {"site": identity().project_name}
    if chosen.words:
        name = f"{name} ({', '.join(chosen.words)})"
    return feed_for_anyone(found, name=name), _last_change(now)


def own_calendar(person: User) -> bytes:
    """Return the registrations of a member as a calendar: sure ones, and for a while given-up ones.

    Of an event for which somebody registered again only the seat that is sure is shown. The number
    of queries does not depend on what is found.
    """
    mine = Registration.objects.of_person(email=person.email, user=person)
    shown = mine.filter(_is_shown(timezone.now())).select_related("event__entry")
    by_event: dict[int, Registration] = {}
    for row in shown.order_by("-event__start", "-event_id", "-created_at", "-pk"):
        if row.event_id not in by_event or (
            row.is_confirmed and not by_event[row.event_id].is_confirmed
        ):
            by_event[row.event_id] = row
    found = list(by_event.values())[:MOST][::-1]
    load_related([row.event for row in found])
    name = gettext("%(site)s: my events") % {"site": identity().project_name}
    return feed_for(found, name=name)


def _is_shown(now: datetime) -> Q:
    """Return the condition for a registration to be in its owner's calendar: no other state is."""
    lately = now - CANCELLED_STAY
    sure = Q(state__in=SEATED)
    given_up = Q(state=State.CANCELLED, confirmed_at__isnull=False, cancelled_at__gt=lately)
    return (sure | given_up) & Q(event__in=EventPage.objects.live().in_calendars(now))


def tag_of(body: bytes) -> str:
    """Return the entity tag of a calendar."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _public(language: str) -> Any:
    """Return the events that everyone may see, each once: as translated, else as first written."""
    live = EventPage.objects.live().listed().filter(alias_of=None)
    mine = Q(locale__language_code=language)
    translated = live.filter(mine, translation_key=OuterRef("translation_key"))
    first = Q(locale__language_code=settings.LANGUAGE_CODE) & ~Exists(translated)
    return live.public().filter(mine | first)


def _last_change(now: datetime) -> datetime:
    """Return when an event was last touched at the desk, or left the calendar by itself."""
    events = ContentType.objects.get_for_model(EventPage)
    logged = PageLogEntry.objects.filter(content_type=events)
    left = EventPage.objects.aggregate(
        past=Max("end", filter=Q(end__lte=now - PAST_STAY)),
        cancelled=Max(
            "last_published_at",
            filter=Q(last_published_at__lte=now - CANCELLED_STAY)
            & (Q(is_cancelled=True) | Q(is_postponed=True)),
        ),
        published=Max("last_published_at"),
    )
    moments = (
        logged.aggregate(latest=Max("timestamp"))["latest"],
        left["published"],
        left["past"] and left["past"] + PAST_STAY,
        left["cancelled"] and left["cancelled"] + CANCELLED_STAY,
    )
    return _latest(moments)


def _latest(moments: Iterable[datetime | None]) -> datetime:
    return max((moment for moment in moments if moment), default=BEGINNING)
