"""Who of an event's people a message is for: every condition narrows, none adds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from events import parts
from events.models import Registration, State
from outbox.models import Suppression
from outbox.sealing import sealed_address

if TYPE_CHECKING:
    from events.models import EventPage

# Whose address is proven, and who may still come or was there. To nobody else is written by hand.
MAY_BE_WRITTEN_TO: Final = (
    *(State.CONFIRMED, State.ATTENDED, State.NO_SHOW),
    *(State.WAITING, State.OFFERED, State.APPROVAL),
)
ERASED: Final = sealed_address("").partition("@")[2]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What an organiser chose; an empty list does not narrow."""

    states: Sequence[str]
    groups: Sequence[int] = ()
    languages: Sequence[str] = ()
    parts: Mapping[str, str] = field(default_factory=dict)  # key of the filter > chosen value


def reachable(event: "EventPage") -> QuerySet[Registration]:
    """Return the people of an event who may be written to at this moment."""
    rows = Registration.objects.filter(event=event, state__in=MAY_BE_WRITTEN_TO)
    rows = rows.exclude(state=State.OFFERED, expires_at__lte=timezone.now())
    return rows.exclude(email__endswith=f"@{ERASED}")


def chosen(event: "EventPage", choice: Choice) -> QuerySet[Registration]:
    """Return the people for whom all conditions hold, each once, in the order of registration."""
    rows = reachable(event).filter(state__in=choice.states)
    if choice.groups:
        rows = rows.filter(group_id__in=choice.groups)
    if choice.languages:
        rows = rows.filter(language__in=choice.languages)
    for where in _conditions(event, choice):
        # A query of its own: two conditions on rows beside must hold, each by any of the rows.
        rows = rows.filter(pk__in=Registration.objects.filter(where).values("pk"))
    return rows.order_by("pk")


def print_of(people: QuerySet[Registration]) -> str:
    """Return what tells one list of people from another; one query."""
    keys = sorted(people.values_list("pk", flat=True))
    return sha256(repr(keys).encode()).hexdigest()


def in_words(event: "EventPage", choice: Choice) -> str:
    """Return the choice as a person would say it, for the log."""
    labels = dict(State.choices)
    said = [_list(labels[state] for state in choice.states)]
    if choice.groups:
        groups = reachable(event).filter(group_id__in=choice.groups).select_related("group")
        said.append(_list(dict.fromkeys(str(row.group) for row in groups)))
    if choice.languages:
        said.append(_("language: %s") % _list(choice.languages))
    said += [
        f"{one.label}: {dict(one.choices).get(value, value)}"
        for one in parts.filters(event)
        if (value := choice.parts.get(one.key))
    ]
    return "; ".join(said)


def suppressed(people: Iterable[Registration]) -> set[int]:
    """Return the keys of those whose addresses are on the list of suppressed ones; one query."""
    keys = {
        address: person.pk
        for person in people
        for address in (person.email.lower(), sealed_address(person.email))
    }
    listed = Suppression.objects.annotate(plain=Lower("address")).filter(plain__in=list(keys))
    return {keys[address] for address in listed.values_list("plain", flat=True)}


def counts(event: "EventPage", field_name: str) -> dict[Any, int]:
    """Return how many of the reachable people have each value of a field; one query."""
    rows = reachable(event).order_by().values_list(field_name).annotate(number=Count("pk"))
    return dict(rows)


def _conditions(event: "EventPage", choice: Choice) -> list[Q]:
    wanted = {key: value for key, value in choice.parts.items() if value}
    return [one.where(wanted[one.key]) for one in parts.filters(event) if one.key in wanted]


def _list(words: Iterable[Any]) -> str:
    return ", ".join(str(word) for word in words)
