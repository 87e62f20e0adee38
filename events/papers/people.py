"""Whose names stand on badges and lists, and in which order."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q

from events.models import EventPage, Registration, State
from vocabulary.models import Term

ON_PAPER: Final = (State.CONFIRMED, State.ATTENDED, State.NO_SHOW, State.WAITING, State.APPROVAL)
USUAL: Final = (State.CONFIRMED, State.ATTENDED)
BY_NAME, BY_LAST_WORD = "name", "last"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which people: their states, further conditions, or only one of them."""

    states: Sequence[str] = USUAL
    where: tuple[Q, ...] = ()
    one: int | None = None
    order: str = BY_NAME


@dataclass(frozen=True, kw_only=True)
class Line:
    """What badges and lists say of one person; an empty one is for somebody who walks in."""

    name: str = ""
    organisation: str = ""
    country: str = ""
    group: str = ""
    group_code: str = ""
    registration: Registration | None = field(default=None, compare=False)


def chosen(event: EventPage, choice: Choice) -> list[Registration]:
    """Return the chosen people of an event in the order of a telephone book; two queries."""
    rows = Registration.objects.filter(event_id=event.pk).exclude(name="")
    if choice.one is not None:
        rows = rows.filter(pk=choice.one)
    else:
        rows = rows.filter(*choice.where, state__in=choice.states).distinct()
    people = list(rows.select_related("group__parent", "country", "user"))
    for person in people:
        person.event = event
    last = choice.order == BY_LAST_WORD
    return sorted(people, key=lambda one: (sorting_key(one.name, by_last_word=last), one.pk))


def sorting_key(name: str, *, by_last_word: bool = False) -> tuple[str, str]:
    """Return what sorts a name, accents and case aside, perhaps by its last word first."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    ).casefold()
    last = plain.split()[-1] if by_last_word and plain.split() else ""
    return last, plain


def line_of(person: Registration) -> Line:
    """Return what paper says of one person."""
    group: Term | None = person.group
    return Line(
        name=person.name,
        organisation=person.organisation,
        country=str(person.country or ""),
        group=str(group or ""),
        group_code=group.group.code if group else "",
        registration=person,
    )
