"""The overview, the list of one's events, and the log."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dissemination_metrics.models import Figure, Measure
from events.desk import actions, figures
from events.models import EventPage, Registration, State
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    HoldFactory,
    OfferFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db


def overview(client, event):
    return client.get(reverse("registrations:overview", args=(event.pk,))).content.decode()


def by_label(bars):
    return {bar.label: bar.count for bar in bars}


def test_the_figures_are_those_of_this_moment(client, organiser, industry):
    event = EventFactory(capacity=5, has_waiting_list=True)
    RegistrationFactory.create_batch(2, event=event, group=industry, organisation="Works")
    RegistrationFactory(event=event, state=State.CANCELLED)
    late = HoldFactory(event=event)
    Registration.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    WaitingFactory(event=event)
    OfferFactory(event=event, name="Olga Offered")
    ApplicantFactory(event=event)
    counts = figures.counts_of([event.pk])[event.pk]
    assert (counts["confirmed"], counts["expired"], counts["pending"]) == (2, 1, 0)
    funnel = by_label(figures.funnel(event, counts))
    assert (funnel["Registered"], funnel["Confirmed"], funnel["Cancelled"]) == (7, 2, 1)
    page = overview(client, event)
    assert "of 5 seats" in page
    assert "1 registration waits for your decision" in page
    assert "The offer to Olga Offered ends" in page
    assert "Registration is open until" in page
    groups = by_label(figures.by_group(Registration.objects.filter(event=event)))
    assert groups == {str(industry): 2, "Not told": 5}


def test_reads_of_the_page_come_from_the_room_that_counts(event):
    assert figures.page_reads(event) is None
    day = timezone.localdate()
    Figure.objects.create(
        day=day, measure=Measure.PAGE_READS, subject=str(event.pk), label="x", value=41
    )
    assert figures.page_reads(event) == 41


def test_days_are_those_of_the_event_and_long_times_go_by_the_week():
    event = EventFactory(time_zone="Asia/Tokyo")
    moment = timezone.now().replace(hour=20, minute=0) - timedelta(days=3)
    one = RegistrationFactory(event=event, created_at=moment)
    assert figures.timeline(event)[0].label == (moment + timedelta(hours=9)).date().isoformat()
    RegistrationFactory(event=event, created_at=moment - timedelta(days=140))
    weeks = figures.timeline(event)
    assert len(weeks) == 21
    assert sum(bar.count for bar in weeks) == 2
    one.delete()
    assert len(figures.timeline(event)) == 1


def test_an_event_without_anybody_has_an_overview(client, organiser, event):
    assert "Nobody has registered yet" in overview(client, event)


@pytest.mark.parametrize("number", [2, 60])
def test_the_overview_asks_as_much_for_many_as_for_few(
    client, organiser, event, number, django_assert_max_num_queries
):
    for index in range(number):
        RegistrationFactory(event=event, organisation=f"Works {index}", language="de")
    overview(client, event)
    with django_assert_max_num_queries(26):
        overview(client, event)


def test_drafts_are_said_to_be_drafts(client, organiser, event):
    EventPage.objects.filter(pk=event.pk).update(live=False)
    assert "not published" in overview(client, event)


class TestMyEvents:
    def test_those_to_come_and_those_past_with_their_figures(self, client, organiser):
        coming = EventFactory(title="Coming clinic", capacity=7)
        PastEventFactory(title="Past clinic")
        RegistrationFactory.create_batch(2, event=coming)
        ApplicantFactory(event=coming)
        page = client.get(reverse("registrations:events")).content.decode()
        assert "Coming clinic" in page
        assert "2 / 7" in page
        assert "Past clinic" not in page
        past = client.get(reverse("registrations:events") + "?past").content.decode()
        assert "Past clinic" in past
        assert (
            "No event matches"
            in client.get(reverse("registrations:events") + "?q=zzz%00&p=x").content.decode()
        )

    @pytest.mark.parametrize("number", [2, 25])
    def test_queries_do_not_grow_with_the_events(
        self, client, organiser, number, django_assert_max_num_queries
    ):
        for event in EventFactory.create_batch(number):
            RegistrationFactory(event=event)
        client.get(reverse("registrations:events"))
        with django_assert_max_num_queries(24):
            client.get(reverse("registrations:events"))

    def test_the_first_page_shows_the_next_ones(self, client, organiser, event):
        home = client.get("/admin/").content.decode()
        assert "Your next events" in home
        assert event.title in home


class TestLog:
    def test_it_tells_who_did_what(self, client, organiser, alice, event):
        asked = ApplicantFactory(event=event, name="Ana Example")
        client.post(reverse("registrations:one", args=(asked.pk,)), {"deed": "approve"})
        actions.write_note(registration_id=asked.pk, text="Vegetarian", by=alice)
        client.get(f"/admin/registrations/?event={event.pk}&export=csv")
        actions.give_role(event=event, email=alice.email, role="door", by=organiser)
        address = reverse("registrations:history", args=(event.pk,))
        page = client.get(address).content.decode()
        for told in ("Confirmed", "Ana Example", "Vegetarian", "Export", "Give a role"):
            assert told in page
        assert "1 rows, csv" in page
        assert alice.name in page
        notes = client.get(f"{address}?kind=note").content.decode()
        assert "Vegetarian" in notes
        assert "1 rows, csv" not in notes
        mine = client.get(f"{address}?by={alice.pk}").content.decode()
        assert "Vegetarian" in mine
        assert "1 rows, csv" not in mine
        assert "Ana Example" in client.get(f"{address}?kind=staff").content.decode()
        assert "Vegetarian" not in client.get(f"{address}?kind=staff").content.decode()

    def test_it_can_be_taken_out_and_that_is_noted(self, client, organiser, event):
        one = RegistrationFactory(event=event, name="=Ana")
        actions.write_note(registration_id=one.pk, text="+1", by=organiser)
        address = reverse("registrations:history", args=(event.pk,))
        content = client.get(f"{address}?export=csv&kind=note").content.decode()
        (row,) = csv.DictReader(io.StringIO(content[1:]))
        assert (row["About"], row["More"]) == ("'=Ana", "'+1")
        assert "csv, log" in client.get(address).content.decode()

    @pytest.mark.parametrize("query", ["?kind=x", "?by=x", "?by=999999", "?p=-1", "?export=exe"])
    def test_nonsense_shows_everything(self, client, organiser, event, query):
        address = reverse("registrations:history", args=(event.pk,))
        assert client.get(address + query).status_code == 200

    @pytest.mark.parametrize("number", [2, 40])
    def test_its_queries_do_not_grow(
        self, client, organiser, event, number, django_assert_max_num_queries
    ):
        for one in ApplicantFactory.create_batch(number, event=event):
            actions.write_note(registration_id=one.pk, text="x", by=organiser)
        address = reverse("registrations:history", args=(event.pk,))
        client.get(address)
        with django_assert_max_num_queries(22):
            client.get(address)
