"""The lines behind the form: entered, derived, and never twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from dissemination_metrics import actions
from dissemination_metrics.days import local_day, local_today
from dissemination_metrics.ledger import Origin, lines_until
from dissemination_metrics.models import Activity, Measure
from dissemination_metrics.terms import Terms, form_label
from events.models import EventPage, State
from newsletters.models import Delivery
from tests.factories.dissemination_metrics import (
    ActivityFactory,
    FigureFactory,
    group,
    sent_edition,
)
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory
from tests.factories.newsletters import IssuePageFactory, SubscriptionFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


def lines():
    return lines_until(local_today(), Terms())


def reaches(line):
    return {reach.audience.code: (reach.persons, reach.method) for reach in line.reaches}


def test_nothing_happened_nothing_is_listed():
    assert lines() == []


def test_what_was_entered():
    ActivityFactory.create(
        title="A talk",
        place="Lisbon",
        funding_amount=Decimal(120),
        reached={"industry": 5, "media": None},
    )
    (line,) = lines()
    assert (line.origin, line.title, line.funding) == (Origin.ENTERED, "A talk", Decimal(120))
    assert reaches(line) == {"industry": (5, "estimate"), "media": (None, "estimate")}
    assert line.persons == 5
    assert line.address.startswith("/admin/activities/edit/")


def test_what_lies_ahead_is_not_listed():
    ActivityFactory.create(date=local_today() + timedelta(days=1))
    EventFactory.create()
    assert lines() == []


def test_an_event_that_took_place_counts_its_registrations():
    event = PastEventFactory.create(title="Clinic")
    for code in ("sme", "start-up", "policy"):
        RegistrationFactory.create(event=event, group=group(code))
    RegistrationFactory.create(event=event, group=None)
    RegistrationFactory.create(event=event, group=group("sme"), state=State.CANCELLED)
    (line,) = lines()
    assert (line.origin, line.title, line.place) == (Origin.EVENT, "Clinic", "Online")
    assert line.type.code == "training"
    assert reaches(line) == {"industry": (2, "registration"), "policy-makers": (1, "registration")}
    assert (line.persons, line.not_placed) == (3, 1)
    assert line.date == local_day(event.start)


def test_an_event_of_a_kind_that_the_form_does_not_know_is_other():
    meetup = Term.objects.get_by_code(Scheme.EVENT_TYPE, "community-meetup")
    PastEventFactory.create(event_type=meetup)
    (line,) = lines()
    assert line.type.code == "other"
    assert line.persons is None


def test_cancelled_and_unpublished_events_did_not_take_place():
    PastEventFactory.create(is_cancelled=True)
    PastEventFactory.create(live=False)
    assert lines() == []


def test_translations_of_an_event_are_one_event():
    event = PastEventFactory.create()
    twin = PastEventFactory.create()
    french = Locale.objects.get_or_create(language_code="fr")[0]
    EventPage.objects.filter(pk=twin.pk).update(
        locale=french, translation_key=event.translation_key
    )
    RegistrationFactory.create(event=event, group=group("policy"))
    RegistrationFactory.create(event=twin, group=group("policy"))
    (line,) = lines()
    assert line.title == event.title
    assert line.persons == 2


def test_a_letter_counts_what_was_accepted_in_all_languages_once():
    issue = IssuePageFactory.create()
    SubscriptionFactory.create(stakeholder_group=group("academia"))
    SubscriptionFactory.create(language="fr", stakeholder_group=group("academia"))
    SubscriptionFactory.create(language="fr")
    now = timezone.now()
    sent_edition(issue, subject="The letter", at=now - timedelta(hours=1))
    sent_edition(issue, language="fr", subject="A: la lettre", at=now)
    (line,) = lines()
    assert (line.origin, line.title) == (Origin.LETTER, "The letter")
    assert line.type.code == "popularised-publication"
    assert reaches(line) == {"scientific-community": (2, "delivery")}
    assert line.not_placed == 1
    assert line.address == ""


def test_a_letter_that_nobody_got_reached_nobody():
    SubscriptionFactory.create(stakeholder_group=group("academia"))
    edition = sent_edition(IssuePageFactory.create())
    edition.deliveries.update(state=Delivery.State.REFUSED)
    (line,) = lines()
    assert (line.persons, line.reaches, line.not_placed) == (None, (), 0)


def test_the_site_counts_members_and_not_visits():
    today = local_today()
    FigureFactory.create(day=today - timedelta(days=9), value=700)
    for day, number in ((today - timedelta(days=1), 3), (today, 4)):
        FigureFactory.create(
            day=day, measure=Measure.MEMBERS, group=group("civil-society"), value=number
        )
    FigureFactory.create(day=today, measure=Measure.MEMBERS, value=2)
    (line,) = lines()
    assert line.origin is Origin.WEBSITE
    assert line.date == today - timedelta(days=9)
    assert reaches(line) == {"civil-society": (4, "membership")}
    assert line.not_placed == 2


def test_a_line_that_is_taken_over_is_counted_once(dana):
    event = PastEventFactory.create(title="Clinic")
    RegistrationFactory.create(event=event, group=group("policy"))
    source = lines()[0].source
    activity = actions.take_over(source=source, by=dana)
    (line,) = lines()
    assert (line.origin, line.title, line.persons) == (Origin.ENTERED, "Clinic", 1)
    assert activity.created_by == dana
    activity.audiences.update(persons=12, method="attendance")
    assert lines()[0].persons == 12


def test_an_entry_for_another_time_still_takes_the_place_of_its_line():
    source = f"event:{PastEventFactory.create().translation_key}"
    ActivityFactory.create(source=source, date=local_today() + timedelta(days=3))
    assert lines() == []


@pytest.mark.parametrize("source", ["", "event:none", "entered", "x" * 5000])
def test_only_derived_lines_can_be_taken_over(source, dana):
    ActivityFactory.create()
    with pytest.raises(actions.NoSuchLine):
        actions.take_over(source=source, by=dana)
    assert Activity.objects.count() == 1


def test_a_line_is_taken_over_once(dana):
    source = f"event:{PastEventFactory.create().translation_key}"
    actions.take_over(source=source, by=dana)
    with pytest.raises(actions.NoSuchLine):
        actions.take_over(source=source, by=dana)


def test_two_who_take_over_at_the_same_moment_make_one_activity(dana, monkeypatch):
    source = f"event:{PastEventFactory.create().translation_key}"
    seen_before = lines()
    actions.take_over(source=source, by=dana)
    monkeypatch.setattr(actions, "lines_until", lambda *_: seen_before)
    with pytest.raises(actions.NoSuchLine):
        actions.take_over(source=source, by=dana)
    assert Activity.objects.count() == 1


def test_latest_first():
    for days in (3, 1, 2):
        ActivityFactory.create(date=local_today() - timedelta(days=days), title=f"{days} days")
    assert [line.title for line in lines()] == ["1 days", "2 days", "3 days"]


def test_the_labels_are_those_of_the_form_in_every_language():
    with override("fr"):
        assert form_label(Terms().activity("training")) == "Training"


def test_every_stakeholder_group_has_its_audience():
    terms = Terms()
    assert all(terms.audience_of(pk) for pk in terms.groups)
    assert terms.audience_of(None) is None


def test_an_activity_reads_as_its_title():
    activity = ActivityFactory.create(title="A talk", reached={"industry": 5})
    assert str(activity) == "A talk"
    assert str(activity.audiences.get()) == "Industry: 5"
