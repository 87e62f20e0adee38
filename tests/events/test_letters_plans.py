"""Reminders and follow-ups: when they begin, whom they reach, and that nobody gets one twice."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from wagtail.signals import page_published

from community.members.rights import erase_person, export_person
from events import actions as events_actions
from events.letters import actions, placeholders, tasks
from events.letters.composing import Words
from events.letters.kinds import KINDS
from events.letters.models import EventLetters, Plan, Recipient, Sending
from events.letters.placeholders import register_placeholder
from events.models import EventPage, Registration, State
from outbox.actions import suppress
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    HoldFactory,
    OfferFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def day_before(event):
    """Return the plan "a day before"; the usual ones are not laid out."""
    EventLetters.objects.create(event=event)
    return Plan.objects.create(event=event, number=1)


def at(event, before):
    """Stop the clock so long before the start."""
    return time_machine.travel(event.start - before, tick=False)


def someone(event, **fields):
    """Return somebody with a seat since long."""
    return RegistrationFactory(event=event, confirmed_at=timezone.now() - DAY, **fields)


def reminded():
    return sorted(Message.objects.values_list("to_address", flat=True))


class TestLayingOut:
    def test_a_published_event_gets_the_usual_reminders_once(self, event):
        page_published.send(EventPage, instance=event)
        page_published.send(EventPage, instance=event)
        plans = Plan.objects.filter(event=event)
        assert {(plan.number, plan.unit) for plan in plans} == {(1, "days"), (1, "hours")}
        plans.delete()
        page_published.send(EventPage, instance=event)
        actions.lay_out_missing()
        assert not plans.exists()

    def test_the_sweeper_finds_what_the_signal_missed(self, event, settings):
        settings.EVENTS_REMINDERS = ["7d", " 2h"]
        assert actions.lay_out_missing() == 1
        assert actions.lay_out_missing() == 0
        assert [str(plan) for plan in Plan.objects.all()] == [
            "Reminder, 7 days before the start",
            "Reminder, 2 hours before the start",
        ]

    def test_nothing_is_usual_where_the_setting_is_empty(self, event, settings):
        settings.EVENTS_REMINDERS = []
        actions.lay_out_missing()
        assert not Plan.objects.exists()

    @pytest.mark.parametrize("wrong", ["soon", "0d", "1w", "-1d", "1000d"])
    def test_a_wrong_setting_says_what_it_should_be(self, event, settings, wrong):
        settings.EVENTS_REMINDERS = [wrong]
        with pytest.raises(ImproperlyConfigured, match="7d,1d,1h"):
            actions.lay_out(event_id=event.pk)


class TestBeginning:
    def test_a_reminder_goes_to_everyone_with_a_seat_and_to_nobody_else(self, event, day_before):
        wanted = someone(event, name="Marta Example")
        for make in (HoldFactory, ApplicantFactory, WaitingFactory, OfferFactory):
            make(event=event)
        for state in (State.CANCELLED, State.DECLINED, State.EXPIRED, State.NO_SHOW):
            someone(event, state=state)
        foreign = EventFactory()
        EventLetters.objects.create(event=foreign)
        someone(foreign)
        with at(event, DAY + timedelta(minutes=1)):
            tasks.send_due()
            assert reminded() == []
        with at(event, DAY):
            tasks.send_due()
            tasks.send_due()
        assert reminded() == [wanted.email]
        mail = Message.objects.get()
        assert "https://meet.example.org/secret-room" in mail.text
        assert mail.subject == f"See you soon: {event.title}"
        sending = Sending.objects.get()
        assert (sending.sent, sending.left_out, sending.total) == (1, 0, 1)
        assert sending.finished_at is not None

    def test_who_registers_when_it_is_on_its_way_has_just_been_told(self, event, day_before):
        with at(event, DAY - timedelta(minutes=1)):
            RegistrationFactory(event=event)
            tasks.send_due()
        assert reminded() == []
        assert Sending.objects.get().total == 0

    def test_late_workers_send_it_late_but_not_after_the_start(self, event, day_before):
        someone(event)
        with at(event, timedelta(hours=2)):
            tasks.send_due()
            assert len(reminded()) == 1
        Plan.objects.create(event=event, number=2)
        with at(event, timedelta(0)):
            tasks.send_due()
        assert len(reminded()) == 1

    def test_what_was_due_before_it_was_planned_is_not_sent(self, event):
        someone(event)
        Plan.objects.create(event=event, number=20)
        tasks.send_due()
        assert reminded() == []

    @pytest.mark.parametrize(
        "change", [{"is_cancelled": True}, {"live": False}, {"is_on": False}], ids=str
    )
    def test_no_reminder_of_what_does_not_take_place_or_is_off(self, event, day_before, change):
        someone(event)
        model = Plan if "is_on" in change else EventPage
        model.objects.update(**change)
        with at(event, DAY):
            tasks.send_due()
        assert reminded() == []

    def test_a_person_is_looked_at_once_more_when_the_mail_is_written(self, event, day_before):
        people = [someone(event) for _ in range(3)]
        with at(event, DAY):
            actions.begin_due(plan_id=day_before.pk)
            actions.send_some(limit=1)
            events_actions.cancel_registration(registration_id=people[1].pk)
            Message.objects.exclude(to_address=people[0].email).delete()
            tasks.send_due()
        assert reminded() == sorted([people[0].email, people[2].email])
        left = Recipient.objects.get(registration=people[1])
        assert left.reason == "The state of the registration changed."
        assert Sending.objects.get().left_out == 1

    def test_an_event_cancelled_meanwhile_is_reminded_of_to_nobody_more(self, event, day_before):
        someone(event)
        someone(event)
        with at(event, DAY):
            actions.begin_due(plan_id=day_before.pk)
            actions.send_some(limit=1)
            EventPage.objects.update(is_cancelled=True)
            tasks.send_due()
        assert len(reminded()) == 1

    def test_suppressed_and_erased_people_get_nothing(self, event, day_before):
        suppress(address="gone@example.org", reason="bounced")
        someone(event, email="gone@example.org")
        someone(event, email="erased@example.org")
        with at(event, DAY):
            actions.begin_due(plan_id=day_before.pk)
            erase_person(email="erased@example.org", user=None)
            tasks.send_due()
        assert not Message.objects.filter(state="queued", kind__contains="letters").exists()
        (row,) = Recipient.objects.all()
        assert "suppressed" in row.reason
        assert (Sending.objects.get().sent, Sending.objects.get().total) == (0, 2)

    def test_a_reminder_may_have_words_of_its_own_and_an_address_for_answers(
        self, event, day_before
    ):
        EventLetters.objects.update(reply_to="host@example.org")
        words = Words(subject="Tomorrow: {event}", body="Until tomorrow, {name}!", language="en")
        actions.keep_text(event=event, kind=KINDS["reminder"], words=words, plan=day_before)
        someone(event, name="Marta", language="de")
        with at(event, DAY):
            tasks.send_due()
        mail = Message.objects.get()
        assert mail.subject == f"Tomorrow: {event.title}"
        assert "Until tomorrow, Marta!" in mail.text
        assert mail.reply_to == "host@example.org"
        assert "/meet/seat/" in mail.text

    def test_one_mail_that_cannot_be_written_holds_no_other_back(self, event, day_before, caplog):
        people = [someone(event, name=name) for name in ("Marta", "Broken", "Nora")]
        words = Words(subject="x", body="{broken}", language="en")
        actions.keep_text(event=event, kind=KINDS["reminder"], words=words, plan=day_before)
        register_placeholder("broken", "x", lambda person: str(1 // (person.name != "Broken")))
        try:
            with at(event, DAY):
                tasks.send_due()
        finally:
            del placeholders._KNOWN["broken"]
        assert reminded() == sorted([people[0].email, people[2].email])
        left = Recipient.objects.get(registration=people[1])
        assert left.reason == "The mail could not be put together."
        assert "cannot be written" in caplog.text


class TestMoving:
    def test_a_postponed_event_is_reminded_of_at_its_new_time(self, event, day_before):
        someone(event)
        EventPage.objects.update(start=event.start + 7 * DAY, end=event.end + 7 * DAY)
        with at(event, DAY):
            tasks.send_due()
            assert reminded() == []
        with at(event, -6 * DAY):
            tasks.send_due()
        assert len(reminded()) == 1

    def test_who_was_reminded_of_the_old_day_is_reminded_of_the_new_one(self, event, day_before):
        someone(event)
        with at(event, DAY):
            tasks.send_due()
        EventPage.objects.update(start=event.start + 7 * DAY, end=event.end + 7 * DAY)
        with at(event, -6 * DAY):
            tasks.send_due()
            tasks.send_due()
        assert len(reminded()) == 2

    def test_a_quarter_of_an_hour_later_is_the_same_day(self, event, day_before):
        someone(event)
        with at(event, DAY):
            tasks.send_due()
        quarter = timedelta(minutes=15)
        EventPage.objects.update(start=event.start + quarter, end=event.end + quarter)
        with at(event, DAY - timedelta(hours=1)):
            tasks.send_due()
        assert len(reminded()) == 1

    def test_those_not_written_to_yet_wait_for_the_new_day(self, event, day_before):
        someone(event)
        someone(event)
        with at(event, DAY):
            actions.begin_due(plan_id=day_before.pk)
            actions.send_some(limit=1)
            EventPage.objects.update(start=event.start + 7 * DAY, end=event.end + 7 * DAY)
            tasks.send_due()
            assert len(reminded()) == 1
        with at(event, -6 * DAY):
            tasks.send_due()
        assert len(reminded()) == 3


class TestAfterwards:
    @pytest.fixture
    def follow_up(self, event):
        EventLetters.objects.create(event=event, materials="Slides https://example.org/slides.pdf")
        return Plan.objects.create(event=event, number=2, about="follow_up", anchor="after-end")

    def send(self, event):
        with time_machine.travel(event.end + 2 * DAY, tick=False):
            tasks.send_due()
            tasks.send_due()
        return {mail.to_address: mail for mail in Message.objects.all()}

    def test_those_who_came_and_those_who_did_not_get_words_of_their_own(self, event, follow_up):
        came = someone(event, state=State.ATTENDED)
        absent, unmarked = someone(event, state=State.NO_SHOW), someone(event)
        someone(event, state=State.CANCELLED)
        mails = self.send(event)
        assert "Thank you for coming" in mails[came.email].subject
        assert "We missed you" in mails[absent.email].subject
        assert "We missed you" in mails[unmarked.email].subject
        assert len(mails) == 3
        for mail in mails.values():
            assert "- Slides: https://example.org/slides.pdf" in mail.text
            assert 'href="https://example.org/slides.pdf"' in mail.html

    def test_where_nobody_was_checked_in_nobody_is_thanked_or_missed(self, event, follow_up):
        one = someone(event)
        assert "What remains" in self.send(event)[one.email].subject

    def test_own_words_for_each(self, event, follow_up):
        for key in ("follow_up_came", "follow_up_missed"):
            words = Words(subject=key, body="{materials}", language="en")
            actions.keep_text(event=event, kind=KINDS[key], words=words, plan=follow_up)
        came, absent = someone(event, state=State.ATTENDED), someone(event, state=State.NO_SHOW)
        mails = self.send(event)
        assert mails[came.email].subject == "follow_up_came"
        assert mails[absent.email].subject == "follow_up_missed"
        assert "Slides (https://example.org/slides.pdf)" in mails[came.email].text

    def test_weeks_too_late_is_not_sent(self, event, follow_up):
        someone(event)
        with time_machine.travel(event.end + 20 * DAY, tick=False):
            tasks.send_due()
        assert reminded() == []


class TestRights:
    def test_a_copy_names_the_letters_and_erasing_keeps_the_figures(self, event, day_before):
        one = someone(event, email="marta@example.org")
        with at(event, DAY):
            tasks.send_due()
        (row,) = export_person(email=one.email, user=None)["letters about events"]
        assert row["letter"] == "Reminder, 1 day before the start"
        erase_person(email=one.email, user=None)
        assert not Recipient.objects.exists()
        assert Sending.objects.get().sent == 1

    def test_rows_of_people_are_forgotten_and_figures_stay(self, event, day_before, settings):
        someone(event)
        with at(event, DAY):
            tasks.send_due()
        assert tasks.forget() == 0
        Sending.objects.update(finished_at=timezone.now() - 181 * DAY)
        assert tasks.forget() == 1
        assert tasks.forget() == 0
        assert Sending.objects.get().sent == 1

    def test_a_registration_that_is_forgotten_takes_its_rows_along(self, event, day_before):
        one = someone(event)
        with at(event, DAY):
            tasks.send_due()
        Registration.objects.filter(pk=one.pk).delete()
        assert Sending.objects.get().total == 1
