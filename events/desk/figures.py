"""The figures of an event for its organisers: counted anew each time, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language_info, gettext
from wagtail import hooks

from events.models import EventPage, Registration, State
from events.models.registration import SEATED, WITH_AN_END
from events.times import clock
from vocabulary.models import Term

# A function that another room registers under this name: it takes an event and returns how often
# its page was read, or None where that is not measured.
READS_HOOK: Final = "count_event_page_reads"
LONGEST_LIST: Final = 8
DAYS: Final = 60  # the timeline shows at most so many; longer ones go by the week
SOON: Final = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of a figure: what, how many, and its length in hundredths of the longest."""

    label: str
    count: int
    share: int
    query: str = ""  # narrows the list of people to these

    @property
    def top(self) -> int:
        """The upper end of a standing bar, in hundredths from above."""
        return 100 - self.share


@dataclass(frozen=True, kw_only=True)
class Column:
    """A standing bar of the timeline; places are hundredths of the width, as text."""

    bar: Bar
    left: str
    width: str


def columns(bars: list[Bar]) -> list[Column]:
    """Return bars side by side, with a gap between each and the next."""
    step = 100 / max(len(bars), 1)
    return [
        Column(bar=bar, left=f"{number * step:.3f}", width=f"{min(step * 0.8, 6):.3f}")
        for number, bar in enumerate(bars)
    ]


def counts_of(event_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return for each event how many stand in each state at this moment; one query.

    Holds and offers whose time is up are counted as expired, marked or not. The key "recent" is
    how many registered within the last seven days.
    """
    now = timezone.now()
    overdue = Q(state__in=WITH_AN_END, expires_at__lte=now)
    mine = Registration.objects.filter(event__in=[*event_ids]).order_by()
    rows = mine.values("event_id", "state").annotate(
        number=Count("pk"),
        late=Count("pk", filter=overdue),
        recent=Count("pk", filter=Q(created_at__gte=now - timedelta(days=7))),
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        counts = found.setdefault(row["event_id"], dict.fromkeys([*State.values, "recent"], 0))
        counts[row["state"]] += row["number"] - row["late"]
        counts[State.EXPIRED] += row["late"]
        counts["recent"] += row["recent"]
    return found


def no_counts() -> dict[str, int]:
    """Return the counts of an event to which nobody has registered."""
    return dict.fromkeys([*State.values, "recent"], 0)


def seats_taken(counts: dict[str, int]) -> int:
    """Return how many have a seat for sure, whether they came or not."""
    return sum(counts[state] for state in SEATED)


def page_reads(event: EventPage) -> int | None:
    """Return how often the page was read; None where nobody measures it."""
    told = [count(event) for count in hooks.get_hooks(READS_HOOK)]
    return next((number for number in told if number is not None), None)


def funnel(event: EventPage, counts: dict[str, int]) -> list[Bar]:
    """Return the way from the page to the room, step by step; no query but for the reads."""
    registered = sum(counts[state] for state in State.values)
    steps: list[tuple[str, int | None, str]] = [
        (gettext("Reads of the page"), page_reads(event), ""),
        (gettext("Registered"), registered, ""),
        (gettext("Confirmed"), seats_taken(counts), "state=seated"),
    ]
    steps += [
        (str(state.label), counts[state], f"state={state.value}")
        for state in (
            *(State.PENDING, State.APPROVAL, State.WAITING, State.OFFERED, State.CANCELLED),
            *(State.DECLINED, State.EXPIRED, State.ATTENDED, State.NO_SHOW),
        )
    ]
    wanted = [step for step in steps if step[1] is not None]
    return _bars((label, number or 0, query) for label, number, query in wanted)


def timeline(event: EventPage) -> list[Bar]:
    """Return how many registered on each day by the event's clock, or in each week; two queries."""
    zone = clock(event.time_zone)
    mine = Registration.objects.filter(event=event).order_by()
    ends = mine.aggregate(first=Min("created_at"), last=Max("created_at"))
    if ends["first"] is None:
        return []
    first, last = (localdate(ends[end], zone) for end in ("first", "last"))
    days = mine.values(day=TruncDate("created_at", tzinfo=zone)).annotate(number=Count("pk"))
    step = 1 if (last - first).days < DAYS else 7
    found: dict[date, int] = {}
    for row in days:
        start = first + timedelta(days=(row["day"] - first).days // step * step)
        found[start] = found.get(start, 0) + row["number"]
    span = range(0, (last - first).days + 1, step)
    dates = [first + timedelta(days=day) for day in span]
    return _bars((day.isoformat(), found.get(day, 0), "") for day in dates)


def by_group(rows: QuerySet[Registration]) -> list[Bar]:
    """Return how many come from each stakeholder group; "not told" is said; two queries."""
    counts = {one["group"]: one["number"] for one in _counted(rows, "group")}
    terms = Term.objects.in_bulk([key for key in counts if key])
    told = [
        (str(terms[key]), number, f"group={terms[key].code}")
        for key, number in counts.items()
        if key in terms
    ]
    return _longest(told, missing=counts.get(None, 0))


def by_country(rows: QuerySet[Registration]) -> list[Bar]:
    """Return how many come from each country, as far as it is told; two queries."""
    counts = {one["country"]: one["number"] for one in _counted(rows, "country")}
    terms = Term.objects.in_bulk([key for key in counts if key])
    told = [(str(terms[key]), number, "") for key, number in counts.items() if key in terms]
    return _longest(told, missing=counts.get(None, 0)) if told else []


def by_organisation(rows: QuerySet[Registration]) -> list[Bar]:
    """Return how many come from each organisation, as they wrote it; one query."""
    counted = [(row["organisation"], row["number"]) for row in _counted(rows, "organisation")]
    missing = next((number for name, number in counted if not name), 0)
    return _longest([(name, number, "") for name, number in counted if name], missing=missing)


def by_language(rows: QuerySet[Registration]) -> list[Bar]:
    """Return in which language people are written to; one query."""
    counted = _counted(rows, "language")
    return _longest([(_language(row["language"]), row["number"], "") for row in counted])


def running_out(event: EventPage) -> list[Registration]:
    """Return offers that end within a day, the first one first; one query."""
    now = timezone.now()
    offers = Registration.objects.filter(event=event, state=State.OFFERED)
    soon = offers.filter(expires_at__gt=now, expires_at__lte=now + SOON)
    return list(soon.select_related("event").order_by("expires_at")[:LONGEST_LIST])


def _counted(rows: QuerySet[Any], name: str) -> list[dict[str, Any]]:
    return list(rows.order_by().values(name).annotate(number=Count("pk")))


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def _longest(told: list[tuple[str, int, str]], *, missing: int = 0) -> list[Bar]:
    """Return the longest rows, what is beyond them as "others", and what nobody told."""
    told.sort(key=lambda row: (-row[1], row[0]))
    shown, others = told[:LONGEST_LIST], sum(row[1] for row in told[LONGEST_LIST:])
    if others:
        shown.append((gettext("Others"), others, ""))
    if missing:
        shown.append((gettext("Not told"), missing, ""))
    return _bars(shown)


def _bars(told: Iterable[tuple[str, int, str]]) -> list[Bar]:
    rows = list(told)
    most = max((number for _label, number, _query in rows), default=0) or 1
    return [
        Bar(label=label, count=number, share=round(100 * number / most), query=query)
        for label, number, query in rows
    ]
