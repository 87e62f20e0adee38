"""The lines behind the Commission's form: those that people enter, and those the system knows.

What the system knows is derived each time from the tables and is nowhere stored: an event that
took place, a letter that was sent, the site itself. An activity whose `source` names such a line
takes its place, so that nothing is counted twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dissemination_metrics.days import local_day
from dissemination_metrics.models import Activity, ActivityAudience, Figure, Measure
from dissemination_metrics.periods import Period
from dissemination_metrics.terms import Terms
from events.models import SEATED, EventPage, Registration, State
from events.reach.models import Dimension, ReachLine, ReachReport, Stage
from newsletters.models import Delivery, Edition
from vocabulary.models import Term

Method = ActivityAudience.Method
Groups = Counter[int | None]  # persons by the id of their stakeholder group

# What an event of ours counts as. The form knows no webinar: it is a workshop that nobody travels
# to. What fits nowhere is "Other"; whoever knows better takes the line over and says so.
TYPE_OF_EVENT: Final = {
    "conference": "organised-conference",
    "workshop": "organised-workshop",
    "webinar": "organised-workshop",
    "co-creation": "organised-workshop",
    "hackathon": "organised-workshop",
    "policy-roundtable": "organised-workshop",
    "training": "training",
    "advice-clinic": "training",
    "brokerage": "brokerage-event",
    "pitch": "pitch-event",
    "trade-fair": "trade-fair",
}
OTHER: Final = "other"
TYPE_OF_LETTER: Final = "popularised-publication"
TYPE_OF_SITE: Final = "website"
WEBSITE: Final = "website"


class Origin(StrEnum):
    """Where a line comes from."""

    ENTERED = "entered"
    EVENT = "event"
    LETTER = "letter"
    WEBSITE = "website"

    @property
    def label(self) -> Any:
        """The origin in words."""
        return ORIGINS[self]


ORIGINS: Final = {
    Origin.ENTERED: gettext_lazy("entered by hand"),
    Origin.EVENT: gettext_lazy("event of this site"),
    Origin.LETTER: gettext_lazy("letter sent from this site"),
    Origin.WEBSITE: gettext_lazy("this site"),
}


@dataclass(frozen=True)
class Reach:
    """How many persons of one audience; None when they were reached and not counted."""

    audience: Term
    persons: int | None
    method: Method


@dataclass(frozen=True, kw_only=True)
class Line:
    """One activity, whoever knows of it."""

    origin: Origin
    source: str  # names the line for good; empty when it was entered by hand
    type: Term
    date: date
    title: str
    place: str = ""
    partner: str = ""
    reaches: tuple[Reach, ...] = ()
    not_placed: int = 0  # persons whose group, and with it the audience, nobody knows
    funding: Decimal | None = None
    evidence: str = ""
    address: str = ""  # where staff can look at it

    @property
    def persons(self) -> int | None:
        """The persons of all audiences together; None when nobody was counted."""
        numbers = [reach.persons for reach in self.reaches if reach.persons is not None]
        return sum(numbers) if numbers else None


def lines_until(last: date, terms: Terms) -> list[Line]:
    """Return every line up to a day, latest first, none of them twice; five queries at most."""
    audiences = ActivityAudience.objects.filter(activity=OuterRef("pk")).order_by("pk")
    one = JSONObject(audience="audience", persons="persons", method="method")
    entered = Activity.objects.select_related("type").annotate(
        reached=ArraySubquery(audiences.values(one=one))
    )
    taken = {activity.source for activity in entered}
    lines = [_entered(activity, terms) for activity in entered if activity.date <= last]
    known = (*_events(last, terms), *_letters(last, terms), *_website(last, terms))
    lines += [line for line in known if line.source not in taken]
    return sorted(lines, key=lambda line: (line.date, line.title), reverse=True)


def _entered(activity: Any, terms: Terms) -> Line:
    return Line(
        origin=Origin.ENTERED,
        source=activity.source or "",
        type=activity.type,
        date=activity.date,
        title=activity.title,
        place=activity.place,
        partner=activity.partner,
        reaches=tuple(
            Reach(terms.audience(one["audience"]), one["persons"], Method(one["method"]))
            for one in activity.reached
        ),
        funding=activity.funding_amount,
        evidence=activity.evidence_text,
        address=reverse("activities:edit", args=[activity.pk]),
    )


def _events(last: date, terms: Terms) -> Iterator[Line]:
    """Yield the events that took place; translations of one event are one event."""
    over = (
        EventPage.objects.live()
        .filter(end__lt=Period(None, last).end, alias_of=None)
        .filter(is_cancelled=False, is_postponed=False)
        .select_related("event_type", "format", "country")
        .annotate(
            comers=ArraySubquery(_comers(event=OuterRef("pk"))),
            frozen=ArraySubquery(_frozen(event=OuterRef("pk"))),
        )
        .order_by("pk")
    )
    events: dict[Any, EventPage] = {}
    comers: defaultdict[Any, Groups] = defaultdict(Counter)
    methods: defaultdict[Any, set[Method]] = defaultdict(set)
    for event in over:
        key = event.translation_key
        events.setdefault(key, event)
        groups, method = _people_of(event, terms)
        comers[key].update(groups)
        methods[key] |= {method} if groups else set()
    for key, event in events.items():
        is_counted = methods[key] == {Method.ATTENDANCE}
        method = Method.ATTENDANCE if is_counted else Method.REGISTRATION
        reaches, not_placed = _reaches(comers[key], method, terms)
        yield Line(
            origin=Origin.EVENT,
            source=f"event:{key}",
            type=terms.activity(TYPE_OF_EVENT.get(event.event_type.code, OTHER)),
            date=local_day(event.start),
            title=event.title,
            place=event.place_text,
            reaches=reaches,
            not_placed=not_placed,
            evidence=_("Attendance list") if is_counted else _("List of registrations"),
            address=reverse("wagtailadmin_pages:edit", args=[event.pk]),
        )


def _people_of(event: Any, terms: Terms) -> tuple[Groups, Method]:
    """Return the persons of an event by group, as they were frozen or else as they are now.

    Who came, where that was recorded; otherwise who had a seat.
    """
    if event.frozen:
        kind = Stage.ATTENDED if event.frozen[0]["attendance"] else Stage.CONFIRMED
        found = [one for one in event.frozen if one["stage"] == kind]
        groups = Groups({terms.group_id(one["group"]): one["number"] for one in found})
        return groups, Method.ATTENDANCE if kind == Stage.ATTENDED else Method.REGISTRATION
    knows_who_came = any(one["came"] or one["missed"] for one in event.comers)
    column = "came" if knows_who_came else "number"
    groups = Groups({one["group"]: one[column] for one in event.comers if one[column]})
    return groups, Method.ATTENDANCE if knows_who_came else Method.REGISTRATION


def _comers(**event: OuterRef) -> Any:
    """Return, for a subquery, how many people of each group have a seat, came, and did not."""
    seats = Registration.objects.filter(state__in=SEATED, **event).order_by()
    counted = seats.values("group").annotate(
        number=Count("pk"),
        came=Count("pk", filter=Q(state=State.ATTENDED)),
        missed=Count("pk", filter=Q(state=State.NO_SHOW)),
    )
    names = ("group", "number", "came", "missed")
    return counted.values(one=JSONObject(**{name: name for name in names}))


def _frozen(**event: OuterRef) -> Any:
    """Return, for a subquery, the frozen persons of each group at each stage."""
    reports = {f"report__{name}": outer for name, outer in event.items()}
    newest = ReachReport.objects.latest_of_each()
    lines = ReachLine.objects.filter(report__in=newest, dimension=Dimension.GROUP, **reports)
    one = JSONObject(
        stage="stage", group="value", number="persons", attendance="report__has_attendance"
    )
    return lines.order_by("pk").values(one=one)


def _letters(last: date, terms: Terms) -> Iterator[Line]:
    """Yield the letters that went out; translations of one issue are one letter."""
    found: dict[Any, tuple[datetime, str]] = {}
    readers: defaultdict[Any, Groups] = defaultdict(Counter)
    sent = Edition.objects.filter(created_at__lt=Period(None, last).end).order_by()
    columns = ("issue_key", "deliveries__stakeholder_group", "created_at", "subject")
    accepted = Count("deliveries", filter=Q(deliveries__state=Delivery.State.ACCEPTED))
    rows = sent.values_list("pk", *columns).annotate(number=accepted)
    for _edition, key, group_id, sent_at, subject, number in rows:
        found[key] = min(found.get(key, (sent_at, subject)), (sent_at, subject))
        readers[key][group_id] += number
    for key, (sent_at, subject) in found.items():
        reaches, not_placed = _reaches(readers[key], Method.DELIVERY, terms)
        yield Line(
            origin=Origin.LETTER,
            source=f"letter:{key}",
            type=terms.activity(TYPE_OF_LETTER),
            date=local_day(sent_at),
            title=subject,
            place=_("E-mail"),
            reaches=reaches,
            not_placed=not_placed,
            evidence=_("Ledger of deliveries"),
        )


def _website(last: date, terms: Terms) -> Iterator[Line]:
    """Yield the site itself, once it has been read; persons are its members, never its visits."""
    begun, members = _figures_of_the_site(last)
    if begun is None:
        return
    reaches, not_placed = _reaches(members, Method.MEMBERSHIP, terms)
    yield Line(
        origin=Origin.WEBSITE,
        source=WEBSITE,
        type=terms.activity(TYPE_OF_SITE),
        date=begun,
        title=_("Website of the action"),
        place=_("Online"),
        reaches=reaches,
        not_placed=not_placed,
        evidence=_("Figures of this site"),
        address=reverse("reach:index"),
    )


def _figures_of_the_site(last: date) -> tuple[date | None, Groups]:
    """Return the first day on which a page was read, and the members by group at the end."""
    figures = Figure.objects.filter(day__lte=last)
    reads, members = (figures.filter(measure=one) for one in (Measure.PAGE_READS, Measure.MEMBERS))
    asked = Q(pk__in=reads.order_by("day").values("pk")[:1]) | Q(
        measure=Measure.MEMBERS, day=Subquery(members.order_by("-day").values("day")[:1])
    )
    begun, groups = None, Groups()
    rows = figures.filter(asked).order_by().values_list("measure", "day", "group")
    for measure, day, group_id, value in rows.annotate(Sum("value")):
        if measure == Measure.MEMBERS:
            groups[group_id] += value
        else:
            begun = day
    return begun, groups


def _reaches(groups: Groups, method: Method, terms: Terms) -> tuple[tuple[Reach, ...], int]:
    """Return persons by audience, in the form's order, and how many fit into none."""
    audiences: Counter[Term] = Counter()
    not_placed = 0
    for group_id, number in groups.items():
        audience = terms.audience_of(group_id)
        if audience is None:
            not_placed += number
        elif number:
            audiences[audience] += number
    in_order: Iterable[tuple[Term, int]] = sorted(audiences.items(), key=lambda pair: pair[0].order)
    return tuple(Reach(audience, number, method) for audience, number in in_order), not_placed
