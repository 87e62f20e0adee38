"""Each measure, counted from the tables of one day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dissemination_metrics import measures
from dissemination_metrics.days import bounds
from dissemination_metrics.measures import COUNTERS, DOUBLE_CLICK, Tally, single_clicks
from dissemination_metrics.models import Hit, Measure
from events.models import State
from newsletters.models import Delivery, Subscription
from pages.models import SiteDocument
from tests.factories.dissemination_metrics import HitFactory, group, sent_edition
from tests.factories.events import HoldFactory, RegistrationFactory
from tests.factories.members import ProfileFactory, UserFactory
from tests.factories.newsletters import IssuePageFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
SPRING = date(2026, 3, 29)  # 23 hours
AUTUMN = date(2026, 10, 25)  # 25 hours


def clicks(*seconds, visitor="v", item=1, kind="page"):
    for second in seconds:
        HitFactory.create(
            visitor=visitor, item=item, kind=kind, occurred_at=NOON + timedelta(seconds=second)
        )


def reference(seconds):
    """Return how many of a visitor's clicks count, by the letter of COUNTER's rule."""
    ordered = sorted(seconds)
    following = [*ordered[1:], float("inf")][: len(ordered)]
    return sum(
        after - at > DOUBLE_CLICK.seconds for at, after in zip(ordered, following, strict=True)
    )


@pytest.mark.parametrize(
    ("seconds", "counted"),
    [
        ((0, 29), 1),
        ((0, 30), 1),
        ((0, 35), 2),
        ((0, 20, 40, 60), 1),
        ((0, 0), 1),
        ((0, 20, 100), 2),
    ],
)
def test_clicks_within_thirty_seconds_are_one(seconds, counted):
    clicks(*seconds)
    assert single_clicks(Hit.objects.all()).count() == counted


def test_of_a_double_click_the_last_is_kept():
    clicks(0, 10)
    assert single_clicks(Hit.objects.all()).get().occurred_at == NOON + timedelta(seconds=10)


@hypothesis_settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(0, 200), max_size=8)))
def test_the_database_counts_as_the_rule_says(visitors):
    Hit.objects.all().delete()
    for visitor, seconds in visitors.items():
        clicks(*seconds, visitor=visitor)
    expected = sum(reference(seconds) for seconds in visitors.values())
    assert single_clicks(Hit.objects.all()).count() == expected


def test_other_visitors_pages_and_kinds_are_no_double_clicks():
    clicks(0)
    clicks(1, visitor="w")
    clicks(2, item=2)
    clicks(3, kind="document")
    assert single_clicks(Hit.objects.all()).count() == 4


def test_page_reads_by_page_and_group(about):
    policy = group("policy")
    for known in (policy, policy, None):
        HitFactory.create(item=about.pk, group=known, occurred_at=NOON)
    assert set(measures.page_reads(DAY)) == {
        Tally(2, policy.pk, str(about.pk), "About us"),
        Tally(1, None, str(about.pk), "About us"),
    }


def test_a_page_that_is_gone_is_called_by_its_path():
    HitFactory.create(item=987, path="/gone/", occurred_at=NOON)
    assert measures.page_reads(DAY) == [Tally(1, None, "987", "/gone/")]


def test_downloads_by_document():
    document = SiteDocument.objects.create(
        title="Worksheet", file=ContentFile(b"Words", name="w.txt")
    )
    HitFactory.create(kind="document", item=document.pk, occurred_at=NOON)
    HitFactory.create(kind="page", item=document.pk, occurred_at=NOON)
    assert measures.downloads(DAY) == [Tally(1, None, str(document.pk), "Worksheet")]


def test_a_visitor_counts_once_a_day_in_the_group_that_became_known():
    policy = group("policy")
    HitFactory.create(visitor="a", occurred_at=NOON)
    HitFactory.create(visitor="a", item=2, group=policy, occurred_at=NOON)
    HitFactory.create(visitor="a", kind="document", occurred_at=NOON)
    HitFactory.create(visitor="b", occurred_at=NOON)
    HitFactory.create(visitor="a", occurred_at=NOON - timedelta(days=1))
    assert set(measures.visitor_days(DAY)) == {Tally(1, policy.pk), Tally(1, None)}


@pytest.mark.parametrize("day", [DAY, SPRING, AUTUMN])
def test_registrations_belong_to_the_local_day_on_which_they_were_confirmed(day):
    begin, end = bounds(day)
    first = RegistrationFactory.create(confirmed_at=begin, group=group("sme"))
    last = end - timedelta(microseconds=1)
    RegistrationFactory.create(confirmed_at=last, event=first.event)
    RegistrationFactory.create(confirmed_at=end, event=first.event)
    RegistrationFactory.create(confirmed_at=begin - timedelta(microseconds=1))
    name = (str(first.event_id), first.event.title)
    assert set(measures.registrations(day)) == {
        Tally(1, group("sme").pk, *name),
        Tally(1, None, *name),
    }


def test_a_registration_given_up_later_stays_counted_and_a_hold_never_is():
    RegistrationFactory.create(confirmed_at=NOON, state=State.CANCELLED, cancelled_at=NOON)
    HoldFactory.create()
    assert [tally.value for tally in measures.registrations(DAY)] == [1]


def test_deliveries_that_were_accepted_by_edition_and_group():
    SubscriptionFactory.create(stakeholder_group=group("academia"))
    SubscriptionFactory.create()
    refused = SubscriptionFactory.create()
    edition = sent_edition(IssuePageFactory.create(), at=NOON, subject="Our letter")
    edition.deliveries.filter(subscription=refused).update(state=Delivery.State.REFUSED)
    assert set(measures.deliveries(DAY)) == {
        Tally(1, group("academia").pk, str(edition.pk), "Our letter"),
        Tally(1, None, str(edition.pk), "Our letter"),
    }
    assert measures.deliveries(DAY - timedelta(days=1)) == []


def test_members_have_a_proven_address_and_had_joined_by_the_end_of_the_day():
    ProfileFactory.create(user__date_joined=NOON)
    UserFactory.create(date_joined=NOON)
    UserFactory.create(date_joined=NOON, proven=False)
    UserFactory.create(date_joined=NOON, is_active=False)
    UserFactory.create(date_joined=bounds(DAY)[1])
    assert set(measures.members(DAY)) == {Tally(1, group("industry").pk), Tally(1, None)}


def test_subscribers_who_were_on_the_list_at_the_end_of_the_day():
    after = bounds(DAY)[1]
    left = {"state": Subscription.State.UNSUBSCRIBED}
    SubscriptionFactory.create(confirmed_at=NOON, stakeholder_group=group("policy"))
    SubscriptionFactory.create(confirmed_at=NOON, left_at=after, **left)
    SubscriptionFactory.create(confirmed_at=NOON, left_at=after - timedelta(seconds=1), **left)
    SubscriptionFactory.create(confirmed_at=after)
    SubscriptionFactory.create(confirmed_at=None, state=Subscription.State.PENDING)
    assert set(measures.subscribers(DAY)) == {Tally(1, group("policy").pk), Tally(1, None)}


def test_published_pages_by_type(about):
    about.first_published_at = NOON
    about.save()
    found = {tally.subject: tally for tally in measures.pages(DAY)}
    assert found["pages.standardpage"].value == 1
    assert found["pages.standardpage"].label
    about.live = False
    about.save()
    assert "pages.standardpage" not in {tally.subject for tally in measures.pages(DAY)}


def test_every_measure_has_its_counter_and_none_fails_on_an_empty_day():
    assert set(COUNTERS) == set(Measure)
    for count in COUNTERS.values():
        assert count(date(2001, 1, 1)) == []


def test_sums_are_the_same_however_the_hits_are_spread():
    for number in range(20):
        HitFactory.create(item=number % 3, visitor=str(number % 7), occurred_at=NOON)
    assert sum(tally.value for tally in measures.visitor_days(DAY)) == 7
    reads = sum(tally.value for tally in measures.page_reads(DAY))
    assert reads == single_clicks(Hit.objects.all()).count()
