"""Loads the sample ledger and a made-up history of reads, so that the dashboard shows a picture.

Nothing but the sample site calls it. The visitors of the history say what they are: their hash
begins with "sample".
"""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page

from dissemination_metrics.actions import let_coordinators_work
from dissemination_metrics.days import ONE_DAY, bounds, days_between, local_today
from dissemination_metrics.ledger import WEBSITE
from dissemination_metrics.models import Activity, ActivityAudience, Hit, LeftOut
from dissemination_metrics.periods import months_earlier
from dissemination_metrics.rollups import recount_day
from dissemination_metrics.terms import Terms, form_label
from pages.models import SiteDocument
from vocabulary.models import Term

FILE: Final = Path(__file__).parent / "sample" / "activities.json"
MONTHS: Final = 36  # of the action; the last of them is the month before this one
MIDDLE: Final = 15  # the day of the month on which sample activities take place
DAYS: Final = 100  # of history
SEED: Final = 691440  # the same history on every machine
BY_WEEKDAY: Final = (1.1, 1.2, 1.15, 1.05, 0.8, 0.35, 0.3)
FROM_DAILY: Final = (4, 15)  # visitors a day, at first and at last
MOST_PAGES: Final = 5
OPENING: Final = 8 * 3600  # seconds of the day between which people read
CLOSING: Final = 21 * 3600
MEMBERS_SHARE: Final = 0.22
# How likely a member who reads belongs to a group; few from civil society, as at many an action.
GROUPS: Final = {"industry": 9, "academia": 6, "policy": 4, "civil-society": 2, "media": 1}
REFERRERS: Final = ("", "", "", "search.example", "agency.example", "cluster.example")
Method = ActivityAudience.Method
# By the first words of what the sample file says about counting.
METHODS: Final = {
    "addresses": Method.DELIVERY,
    "badges": Method.ATTENDANCE,
    "delivered": Method.DELIVERY,
    "downloads": Method.WEB,
    "followers": Method.FOLLOWERS,
    "head": Method.HEAD_COUNT,
    "login": Method.ATTENDANCE,
    "logins": Method.ATTENDANCE,
    "organiser’s": Method.CLAIMED,
    "signed": Method.ATTENDANCE,
    "station’s": Method.CLAIMED,
    "talks": Method.HEAD_COUNT,
    "tickets": Method.HEAD_COUNT,
    "verified": Method.ATTENDANCE,
    "views": Method.FOLLOWERS,
    "visits": Method.WEB,
}


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Create the sample activities and the history, each unless there is something already."""
    let_coordinators_work()
    if not Activity.objects.exists():
        _load_activities(people.get("coordinator"))
    if not Hit.objects.exists():
        _load_history(local_today())


def _load_activities(author: Any) -> None:
    terms = Terms()
    types = {form_label(term): term for term in terms.activities}
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        kind = types[entry["type"]]
        activity = Activity.objects.create(
            title=entry["title"],
            type=kind,
            date=_date_of(entry["date_month"]),
            place=entry["place"],
            partner=entry["partner"],
            evidence_text=entry["evidence_text"],
            funding_amount=entry["cost_eur"],
            source=WEBSITE if kind.code == "website" else None,
            created_by=author,
        )
        ActivityAudience.objects.bulk_create(
            ActivityAudience(
                activity=activity,
                audience=audience,
                persons=persons,
                method=_method_of(entry["evidence_text"]),
            )
            for audience, persons in _audiences(entry, terms)
        )


def _date_of(month: str) -> date:
    """Return a day in the month of the action that is written like "M7"."""
    earlier = MONTHS - int(month.removeprefix("M")) + 1
    return months_earlier(local_today(), earlier).replace(day=MIDDLE)


def _method_of(evidence: str) -> Method:
    words = evidence.partition(": ")[2].split()
    return METHODS.get(words[0], Method.ESTIMATE) if words else Method.ESTIMATE


def _audiences(entry: Mapping[str, Any], terms: Terms) -> list[tuple[Term, int]]:
    ids = {term.code: term.pk for term in terms.top_groups}
    groups = entry["stakeholder_groups"].items()
    told = [(terms.audience_of(ids[code]), persons) for code, persons in groups]
    others = entry.get("other_audiences", {})
    told += [(term, others[term.code]) for term in terms.audiences if term.code in others]
    return [(audience, persons) for audience, persons in told if audience]


def _load_history(today: date) -> None:
    """Write the hits and the robots of the days before today, and count those days."""
    dice = random.Random(SEED)  # noqa: S311 - an example, not a secret
    targets = list(_targets())
    if not targets:
        return
    groups = {term.code: term for term in Terms().top_groups}
    days = list(days_between(today - DAYS * ONE_DAY, today - ONE_DAY))
    hits: list[Hit] = []
    for index, day in enumerate(days):
        least, most = FROM_DAILY
        visitors = (least + (most - least) * index / DAYS) * BY_WEEKDAY[day.weekday()]
        for number in range(round(visitors * dice.uniform(0.7, 1.3))):
            hits.extend(_visit(dice, day, number, targets, groups))
    Hit.objects.bulk_create(hits, batch_size=1000)
    robots = (
        LeftOut(day=day, reason=LeftOut.Reason.ROBOT, number=dice.randint(2, 18)) for day in days
    )
    LeftOut.objects.bulk_create(robots, ignore_conflicts=True)
    for day in days:
        recount_day(day)


Target = tuple[Hit.Kind, int, str, float]  # kind, id, path, how much it is liked


def _targets() -> Iterator[Target]:
    """Yield the pages and documents to read; the first ones are liked most."""
    pages = Page.objects.live().filter(depth__gt=1).order_by("path")
    for place, page in enumerate(pages):
        yield Hit.Kind.PAGE, page.pk, page.get_url() or "/", 1 / (1 + place * 0.15)
    for document in SiteDocument.objects.order_by("pk"):
        yield Hit.Kind.DOCUMENT, document.pk, document.url, 0.15


def _visit(
    dice: random.Random, day: date, number: int, targets: list[Target], groups: dict[str, Term]
) -> Iterator[Hit]:
    """Yield what one visitor reads in a row."""
    group = None
    if dice.random() < MEMBERS_SHARE:
        group = groups[dice.choices(list(GROUPS), weights=list(GROUPS.values()))[0]]
    moment: datetime = bounds(day)[0] + timedelta(seconds=dice.randint(OPENING, CLOSING))
    referrer = dice.choice(REFERRERS)
    weights = [liking for _kind, _item, _path, liking in targets]
    chosen = dice.choices(targets, weights=weights, k=dice.randint(1, MOST_PAGES))
    for kind, item, path, _liking in chosen:
        yield Hit(
            kind=kind,
            item=item,
            path=path[: Hit.PATH_LENGTH],
            day=day,
            occurred_at=moment,
            visitor=f"sample-{day:%Y%m%d}-{number:04d}",
            group=group,
            referrer=referrer,
        )
        moment += timedelta(seconds=dice.randint(20, 400))
        referrer = ""
