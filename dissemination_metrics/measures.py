"""What can be recounted tomorrow: one function a measure, each asking the tables about one day."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import Coalesce, Lead
from django.utils.translation import override
from wagtail.models import Page

from community.members.models import User
from dissemination_metrics.days import bounds
from dissemination_metrics.models import Hit, Measure
from events.models import Registration
from newsletters.models import Delivery, Subscription
from pages.models import SiteDocument

# COUNTER Code of Practice 5.1, section 7.2: two clicks within 30 seconds are one.
DOUBLE_CLICK: Final = timedelta(seconds=30)
LABEL_LENGTH: Final = 300


@dataclass(frozen=True)
class Tally:
    """One number of a day; without a group when nobody said which."""

    value: int
    group_id: int | None = None
    subject: str = ""
    label: str = ""


def single_clicks(hits: QuerySet[Hit]) -> QuerySet[Hit]:
    """Return the hits without double clicks: of several in a row only the last one is left.

    A row ends when the same visitor leaves the same item alone for more than 30 seconds.
    """
    following = Window(
        Lead("occurred_at"),
        partition_by=[F("visitor"), F("kind"), F("item")],
        order_by=[F("occurred_at").asc(), F("pk").asc()],
    )
    # The last hit of all has none that follows: it is measured against a moment far enough away.
    gap = Coalesce(following, F("occurred_at") + 2 * DOUBLE_CLICK) - F("occurred_at")
    return hits.alias(gap=gap).filter(gap__gt=DOUBLE_CLICK)


def page_reads(day: date) -> list[Tally]:
    """Return how often each page was read, by the group its reader had told us."""
    titles = Page.objects.values_list("pk", "title")
    return _item_tallies(Hit.objects.filter(day=day, kind=Hit.Kind.PAGE), titles)


def downloads(day: date) -> list[Tally]:
    """Return how often each document was fetched, by the group its reader had told us.

    A page that was taken home as PDF counts as a document; its subject begins with "page".
    """
    documents = SiteDocument.objects.values_list("pk", "title")
    of_day = Hit.objects.filter(day=day)
    papers = _item_tallies(
        of_day.filter(kind=Hit.Kind.PAPER), Page.objects.values_list("pk", "title"), prefix="page "
    )
    return [*_item_tallies(of_day.filter(kind=Hit.Kind.DOCUMENT), documents), *papers]


def visitor_days(day: date) -> list[Tally]:
    """Return how many visitors a day had, each once and in one group.

    The next day they are new visitors, so that the sum of several days is a number of
    visitor-days and never one of persons.
    """
    visitors = Hit.objects.filter(day=day).values("visitor").annotate(known=Max("group"))
    groups = Counter(visitors.values_list("known", flat=True))
    return [Tally(value=number, group_id=group) for group, number in groups.items()]


def registrations(day: date) -> list[Tally]:
    """Return how many registrations were confirmed for each event, also if given up later."""
    confirmed = Registration.objects.filter(_on(day, "confirmed_at"))
    return _tallies(confirmed, group="group", subject="event", label="event__title")


def deliveries(day: date) -> list[Tally]:
    """Return how many letters of each edition the recipients' mail servers accepted."""
    accepted = Delivery.objects.filter(_on(day, "settled_at"), state=Delivery.State.ACCEPTED)
    return _tallies(
        accepted, group="stakeholder_group", subject="edition", label="edition__subject"
    )


def members(day: date) -> list[Tally]:
    """Return how many people had an account with a proven address at the end of the day."""
    joined = User.objects.members().filter(date_joined__lt=bounds(day)[1])
    return _tallies(joined, group="profile__stakeholder_group")


def subscribers(day: date) -> list[Tally]:
    """Return how many confirmed subscriptions there were at the end of the day."""
    end = bounds(day)[1]
    on_the_list = Q(state=Subscription.State.CONFIRMED) | Q(left_at__gte=end)
    standing = Subscription.objects.filter(on_the_list, confirmed_at__lt=end)
    return _tallies(standing, group="stakeholder_group")


def pages(day: date) -> list[Tally]:
    """Return how many pages of each type were published at the end of the day."""
    live = Page.objects.live().filter(depth__gt=1, first_published_at__lt=bounds(day)[1])
    counted = live.order_by().values_list("content_type").annotate(number=Count("pk"))
    with override(settings.LANGUAGE_CODE):
        return [
            Tally(value=number, subject=f"{kind.app_label}.{kind.model}", label=kind.name)
            for kind, number in (
                (ContentType.objects.get_for_id(type_id), number) for type_id, number in counted
            )
        ]


COUNTERS: Final[dict[Measure, Callable[[date], list[Tally]]]] = {
    Measure.PAGE_READS: page_reads,
    Measure.VISITOR_DAYS: visitor_days,
    Measure.DOWNLOADS: downloads,
    Measure.REGISTRATIONS: registrations,
    Measure.DELIVERIES: deliveries,
    Measure.MEMBERS: members,
    Measure.SUBSCRIBERS: subscribers,
    Measure.PAGES: pages,
}
FROM_HITS: Final = frozenset({Measure.PAGE_READS, Measure.VISITOR_DAYS, Measure.DOWNLOADS})


def _on(day: date, field: str) -> Q:
    """Return the condition that a moment lies on a local day, which may have 23 or 25 hours."""
    begin, end = bounds(day)
    return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


def _tallies(
    rows: QuerySet[Any], *, group: str, subject: str | None = None, label: str | None = None
) -> list[Tally]:
    columns = [group, *filter(None, (subject, label))]
    counted = rows.order_by().values_list(*columns).annotate(number=Count("pk"))
    return [
        Tally(
            number,
            group_id,
            *(str(value)[:LABEL_LENGTH] for value in rest),
        )
        for group_id, *rest, number in counted
    ]


def _item_tallies(
    hits: QuerySet[Hit], titles: QuerySet[Any, Any], *, prefix: str = ""
) -> list[Tally]:
    """Return the single clicks by item and group; what is gone is called by its path."""
    counted = (
        Hit.objects.filter(pk__in=single_clicks(hits).values("pk"))
        .values_list("item", "group")
        .annotate(path=Min("path"), number=Count("pk"))
    )
    rows = list(counted)
    names = dict(titles.filter(pk__in={item for item, *_rest in rows}))
    return [
        Tally(
            value=number,
            group_id=group,
            subject=f"{prefix}{item}",
            label=names.get(item, path)[:LABEL_LENGTH],
        )
        for item, group, path, number in rows
    ]
