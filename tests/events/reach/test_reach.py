"""Whom an event reached: counted by what people told, frozen once, corrected with a reason."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Organisation
from dissemination_metrics.days import local_today
from dissemination_metrics.ledger import Method, Origin, lines_until
from dissemination_metrics.terms import Terms
from events import tasks
from events.models import Registration, State
from events.reach import actions, counting
from events.reach.actions import NotOverYet, ReasonNeeded, freeze_due, freeze_reach, lines_of
from events.reach.counting import Reached, count, register_invited
from events.reach.models import Dimension, ReachLine, ReachReport, Stage
from pages.models.partner import Partner
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


def group(code):
    return Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, code)


def country(code):
    return Term.objects.filter(scheme=Scheme.COUNTRY, code__iexact=code).get()


@pytest.fixture
def past(db):
    """Return an event of yesterday: two came, one did not, one gave the seat back."""
    event = PastEventFactory()
    industry, policy = group("industry"), group("policy")
    RegistrationFactory(event=event, group=industry, state=State.ATTENDED, country=country("mt"))
    RegistrationFactory(event=event, group=policy, state=State.ATTENDED)
    RegistrationFactory(event=event, group=industry, state=State.NO_SHOW)
    RegistrationFactory(event=event, state=State.CANCELLED, cancelled_at=timezone.now())
    return event


def of(event, dimension, stage):
    numbers = count(event).persons
    return {
        value: persons
        for (at, by, value), persons in numbers.items()
        if at == stage and by == dimension
    }


def test_each_stage_counts_those_who_came_so_far(past):
    assert of(past, Dimension.GROUP, Stage.REGISTERED) == {"industry": 2, "policy": 1, "": 1}
    assert of(past, Dimension.GROUP, Stage.CONFIRMED) == {"industry": 2, "policy": 1}
    assert of(past, Dimension.GROUP, Stage.ATTENDED) == {"industry": 1, "policy": 1}


def test_every_dimension_sums_up_to_the_same_number(past):
    totals = Counter()
    for (stage, dimension, _value), persons in count(past).persons.items():
        totals[stage, dimension] += persons
    for stage, number in ((Stage.REGISTERED, 4), (Stage.CONFIRMED, 3), (Stage.ATTENDED, 2)):
        assert {totals[stage, dimension] for dimension in Dimension} == {number}


def test_who_never_confirmed_the_address_is_not_counted(event):
    later = timezone.now() + timedelta(hours=1)
    RegistrationFactory(event=event, state=State.PENDING, confirmed_at=None, expires_at=later)
    RegistrationFactory(event=event, state=State.EXPIRED, confirmed_at=None, expires_at=later)
    assert not count(event).persons


def test_a_partner_is_known_by_the_domain_of_its_website(past):
    Partner.objects.create(
        name="A partner", short_name="AP", slug="ap", url="https://www.example.com/about", live=True
    )
    RegistrationFactory(event=past, email="one@example.com")
    RegistrationFactory(event=past, email="two@lab.example.com")
    RegistrationFactory(event=past, email="three@notexample.com")
    assert of(past, Dimension.PARTNER, Stage.CONFIRMED) == {"within": 2, "outside": 4}


def test_an_organisation_is_known_by_the_domain_of_the_address(past):
    Organisation.objects.create(
        name="A workshop (example)",
        slug="workshop",
        domains=["workshop.eu"],
        kind=group("academia"),
        country=country("pt"),
        is_confirmed=True,
    )
    RegistrationFactory(event=past, email="one@mail.workshop.eu")
    assert of(past, Dimension.ORGANISATION_TYPE, Stage.CONFIRMED)["academia"] == 1
    assert of(past, Dimension.COUNTRY, Stage.CONFIRMED)[country("pt").code] == 1


def test_a_plain_event_has_one_mode_and_a_hybrid_one_asks_around(past, monkeypatch):
    assert of(past, Dimension.MODE, Stage.ATTENDED) == {"online": 2}
    past.format = Term.objects.get_by_code(Scheme.EVENT_FORMAT, "hybrid")
    past.save()
    assert of(past, Dimension.MODE, Stage.ATTENDED) == {"": 2}
    came = Registration.objects.filter(state=State.ATTENDED).first()
    monkeypatch.setattr(counting, "_MODES", [lambda event: {came.pk: "on-site"}])
    assert of(past, Dimension.MODE, Stage.ATTENDED) == {"": 1, "on-site": 1}


def test_a_room_that_invites_tells_whom(past, monkeypatch):
    monkeypatch.setattr(counting, "_INVITED", [])
    invited = Reached(email="a@example.org", group="policy", stages=(Stage.INVITED,))
    register_invited(lambda event: [invited])
    assert of(past, Dimension.GROUP, Stage.INVITED) == {"policy": 1}


def test_counting_costs_the_same_for_one_and_for_thirty(past, django_assert_max_num_queries):
    RegistrationFactory.create_batch(30, event=past)
    with django_assert_max_num_queries(8):
        count(past)


def test_frozen_numbers_outlive_the_people(past):
    report = freeze_reach(event_id=past.pk)
    before = lines_of(report)
    Registration.objects.filter(event=past).update(state=State.CANCELLED, group=None)
    assert lines_of(ReachReport.objects.get()) == before
    assert report.has_attendance


def test_freezing_again_writes_nothing_and_a_correction_needs_a_reason(past, ada):
    first = freeze_reach(event_id=past.pk)
    assert freeze_reach(event_id=past.pk) == first
    RegistrationFactory(event=past, state=State.ATTENDED)
    with pytest.raises(ReasonNeeded):
        freeze_reach(event_id=past.pk, by=ada)
    second = freeze_reach(event_id=past.pk, by=ada, reason="A list on paper turned up")
    assert (second.version, second.reason, second.by) == (2, "A list on paper turned up", ada)
    assert lines_of(first) != lines_of(second)


@pytest.mark.parametrize("fields", [{"is_cancelled": True}, {"end": "later"}])
def test_what_has_not_taken_place_is_not_frozen(past, fields):
    later = timezone.now() + timedelta(days=1)
    for name, value in fields.items():
        setattr(past, name, later if value == "later" else value)
    past.save()
    with pytest.raises(NotOverYet):
        freeze_reach(event_id=past.pk)
    assert not ReachReport.objects.exists()


def test_the_clock_freezes_once_and_never_corrects(past):
    past.first_published_at = timezone.now()
    past.save()
    EventFactory(first_published_at=timezone.now())
    assert freeze_due(days=7) == 0
    assert freeze_due(days=0) == 1
    RegistrationFactory(event=past)
    assert freeze_due(days=0) == 0
    assert ReachReport.objects.get().version == 1


def test_nothing_is_forgotten_before_it_is_counted(past, settings):
    settings.EVENTS_FORGET_AFTER_DAYS, settings.EVENTS_FREEZE_AFTER_DAYS = 0, 90
    past.first_published_at = timezone.now()
    past.save()
    since = {"waiting_since": timezone.now(), "confirmed_at": None}
    RegistrationFactory(event=past, state=State.WAITING, group=group("policy"), **since)
    tasks.forget()
    assert not Registration.objects.filter(state=State.WAITING).exists()
    lines = lines_of(ReachReport.objects.get())
    assert lines[Stage.REGISTERED, Dimension.GROUP, "policy"] == 2


def test_a_fault_of_the_count_stops_the_forgetting(past, settings, monkeypatch):
    settings.EVENTS_FORGET_AFTER_DAYS = 0
    since = {"waiting_since": timezone.now(), "confirmed_at": None}
    RegistrationFactory(event=past, state=State.WAITING, **since)

    def fail(**_days):
        raise RuntimeError

    monkeypatch.setattr(actions, "freeze_due", fail)
    with pytest.raises(RuntimeError):
        tasks.forget()
    assert Registration.objects.filter(state=State.WAITING).exists()


def line_of(past):
    [line] = [one for one in lines_until(local_today(), Terms()) if one.origin == Origin.EVENT]
    return line


def test_the_commissions_table_takes_who_came_and_then_what_was_frozen(past):
    line = line_of(past)
    assert {reach.method for reach in line.reaches} == {Method.ATTENDANCE}
    assert line.persons == 2
    freeze_reach(event_id=past.pk)
    Registration.objects.filter(event=past).delete()
    assert line_of(past).reaches == line.reaches


def test_without_attendance_the_table_takes_the_seats(past):
    Registration.objects.filter(state__in=(State.ATTENDED, State.NO_SHOW)).update(
        state=State.CONFIRMED
    )
    line = line_of(past)
    assert {reach.method for reach in line.reaches} == {Method.REGISTRATION}
    assert line.persons == 3
    freeze_reach(event_id=past.pk)
    assert line_of(past).reaches == line.reaches


def test_the_desk_shows_freezes_and_corrects(client, past, ada):
    client.force_login(ada)
    address = reverse("event_reach:reach", args=(past.pk,))
    assert "The numbers of this moment" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert ReachReport.objects.get().by == ada
    RegistrationFactory(event=past, state=State.ATTENDED)
    page = client.get(address).content.decode()
    assert "The numbers of this moment are others" in page
    assert client.post(address, {"reason": ""}).status_code == 200
    assert ReachReport.objects.count() == 1
    client.post(address, {"reason": "A late list"})
    assert ReachReport.objects.count() == 2
    assert "A late list" in client.get(address).content.decode()


def test_the_desk_is_closed_to_those_who_may_not_see(client, past, bob):
    client.force_login(bob)
    assert client.get(reverse("event_reach:reach", args=(past.pk,))).status_code in (302, 403)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_numbers_go_home_as_a_file_that_runs_no_formula(client, past, ada, kind):
    past.title = "=1+1"
    past.save()
    client.force_login(ada)
    answer = client.get(reverse("event_reach:download", args=(past.pk, kind)))
    assert answer.status_code == 200
    if kind == "csv":
        assert "'=1+1" in answer.content.decode()
    assert client.get(reverse("event_reach:download", args=(past.pk, "exe"))).status_code == 404


def test_no_line_names_a_person(past):
    freeze_reach(event_id=past.pk)
    told = " ".join(str(one) for row in ReachLine.objects.values_list() for one in row)
    for registration in Registration.objects.all():
        assert registration.email not in told
        assert registration.name not in told
