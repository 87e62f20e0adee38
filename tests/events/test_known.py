"""What a web process remembers of an event decides nothing that has changed meanwhile."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events import actions, mails, parts, rows
from events.groups import actions as groups
from events.letters.actions import wording
from events.letters.composing import Words
from events.letters.kinds import KINDS
from events.links import token_of
from events.models import EventPage, Registration, State
from events.refusals import EventFull, RegistrationClosed
from lane import memory
from lane.channel import channel
from outbox.actions import suppress
from outbox.models import Message, Suppression
from pages.templatetags.mail_tags import identity
from tests.factories.events import EventFactory, HoldFactory, RegistrationFactory
from tests.factories.pools import choosing, hybrid

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def hearing(monkeypatch, settings):
    """Keep in memory what a web process keeps that hears of every change."""
    settings.LANE_ENABLED = True
    monkeypatch.setattr(channel, "is_open", lambda: True)
    memory.forget()
    yield
    memory.forget()


@pytest.fixture
def event():
    """Return an event that is in memory."""
    event = EventFactory()
    rows.event_known(event.pk)
    return event


def questions_about(deed, table):
    """Return what a deed asks about a table."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        deed()
    return [one["sql"] for one in asked if f'FROM "{table}"' in one["sql"]]


def test_who_comes_next_costs_no_reading_of_the_event(event, marta):
    read = questions_about(lambda: register(event, marta), "events_eventpage")
    assert [one for one in read if "cost_text" in one] == []  # only what decides, under the lock


def confirmed(event, guest):
    hold = register(event, guest)
    return actions.confirm_registration(registration_id=hold.pk)


def register(event, guest):
    return actions.register_guest(event_id=event.pk, guest=guest, language="en")


def test_what_one_caller_writes_on_it_another_does_not_see(event):
    rows.event_known(event.pk).title = "Somebody's draft"
    assert rows.event_known(event.pk).title == event.title


def test_a_published_change_is_in_the_next_mail(event, marta):
    event.title = "The clinic that moved"
    event.save_revision().publish()
    register(event, marta)
    assert "The clinic that moved" in Message.objects.get().text


def test_an_announced_change_is_known_at_once(event):
    EventPage.objects.filter(pk=event.pk).update(city="Ghent", venue="The mill")
    actions.announce_change(event_id=event.pk)
    EventPage.objects.filter(pk=event.pk).update(city="Lviv")
    assert actions.announce_change(event_id=event.pk)
    assert rows.event_known(event.pk).sequence == 1


def test_seats_that_are_limited_unheard_are_counted_all_the_same(marta):
    event = EventFactory(capacity=None)
    rows.event_known(event.pk)
    RegistrationFactory(event=event)
    EventPage.objects.filter(pk=event.pk).update(capacity=1)  # nobody was told

    def attempt():
        with pytest.raises(EventFull):
            register(event, marta)

    locks = questions_about(attempt, "events_calendarentry")
    assert any("FOR UPDATE" in one for one in locks)
    assert Registration.objects.filter(event=event).count() == 1


def test_a_door_that_shuts_unheard_is_shut(event):
    hold = HoldFactory(event=event)
    EventPage.objects.filter(pk=event.pk).update(is_cancelled=True)
    with pytest.raises(RegistrationClosed):
        actions.confirm_registration(registration_id=hold.pk)
    assert not Message.objects.exists()
    assert Registration.objects.get().state == State.PENDING


def test_a_plain_event_without_limit_needs_no_lock(marta):
    event = EventFactory(capacity=None)
    assert questions_about(lambda: register(event, marta), "events_calendarentry") == []


def test_a_part_without_seats_needs_no_lock_either(marta):
    event = EventFactory(capacity=None)
    with transaction.atomic():
        parts.note_use(event.pk, groups.PART, is_used=True)
    locked = questions_about(lambda: register(event, marta), "events_calendarentry")
    assert not any("FOR UPDATE" in one for one in locked)


class TestPatterns:
    """Mails that differ by their links alone are copies of one pattern."""

    @pytest.fixture(params=["en", "fr"])
    def both(self, request, event):
        """Return a function that lets somebody register and confirm, and returns both mails."""
        identity()  # is written down when a mail names it for the first time

        def go(address):
            guest = rows.Guest(email=address, name=f"Guest of {address}")
            hold = actions.register_guest(event_id=event.pk, guest=guest, language=request.param)
            actions.confirm_registration(registration_id=hold.pk)
            mails = Message.objects.filter(to_address=address).order_by("pk")
            assert [mail.kind for mail in mails] == [
                "events/guest_confirm",
                "events/registration_confirmed",
            ]
            return [(mail.subject, mail.text, mail.html) for mail in mails], token_of(hold)

        return go

    def test_a_copy_is_what_would_have_been_rendered(self, both, settings, monkeypatch):
        both("first@example.org")  # after its commits the patterns are in memory
        monkeypatch.setattr(mails, "render_mail", None)
        copied, secret = both("second@example.org")
        monkeypatch.undo()
        settings.LANE_ENABLED = False
        rendered, other = both("third@example.org")
        for copy, plain in zip(copied, rendered, strict=True):
            assert copy == tuple(part.replace(other, secret) for part in plain)
            assert secret in copy[1]
            assert secret in copy[2]

    def test_nobody_gets_the_link_of_another(self, both):
        _mails, first = both("first@example.org")
        copied, _second = both("second@example.org")
        assert all(first not in part for mail in copied for part in mail)

    def test_what_is_published_meanwhile_is_in_the_next(self, both, event):
        both("first@example.org")
        event.title = "The clinic that moved"
        event.save_revision().publish()
        copied, _secret = both("second@example.org")
        assert all("The clinic that moved" in text for _subject, text, _html in copied)

    def test_what_is_published_while_somebody_registers_is_in_the_next(self, both, event, marta):
        with transaction.atomic():
            register(event, marta)  # holds the event as it was
            event.title = "The clinic that moved"
            event.save_revision().publish()
        copied, _secret = both("second@example.org")
        assert all("The clinic that moved" in text for _subject, text, _html in copied)

    def test_a_new_name_of_the_site_is_in_the_next(self, both):
        both("first@example.org")
        site = identity()
        site.project_name = "REFORM"
        site.save()
        copied, _secret = both("second@example.org")
        assert all("REFORM" in text for _subject, text, _html in copied)

    def test_an_own_wording_is_no_copy(self, event, marta):
        confirmed(event, marta)
        words = Words(subject="For {name}", body="Dear {name}, {link}", language="en")
        wording.keep_text(event=event, kind=KINDS["registration_confirmed"], words=words)
        confirmed(event, rows.Guest(email="otto@example.org", name="Otto Example"))
        mail = Message.objects.filter(to_address="otto@example.org").latest("pk")
        assert mail.subject == "For Otto Example"

    def test_what_a_person_chose_is_in_the_own_mail_alone(self, marta):
        event, here, there = hybrid(on_site=5, online=5)
        otto = rows.Guest(email="otto@example.org", name="Otto Example")
        for guest, category in [(marta, here), (otto, there)]:
            confirmed(event, replace(guest, parts=choosing(category)))
        told = Message.objects.filter(kind="events/registration_confirmed").order_by("pk")
        assert ["take part: On site" in mail.text for mail in told] == [True, False]
        assert ["take part: Online" in mail.text for mail in told] == [False, True]


class TestSuppressed:
    def test_the_list_is_read_once(self, event, marta):
        register(event, marta)  # after its commit the list is in memory
        other = rows.Guest(email="other@example.org", name="Other Example")
        assert questions_about(lambda: register(event, other), "outbox_suppression") == []

    def test_an_address_that_is_put_on_it_gets_no_mail(self, event, marta):
        register(event, rows.Guest(email="other@example.org", name="Other Example"))
        suppress(address="MARTA@example.org", reason="Complained")
        register(event, marta)
        assert Message.objects.get(to_address="marta@example.org").state == "skipped"

    def test_an_address_that_is_taken_off_gets_mail_again(self, event, marta):
        suppress(address="marta@example.org", reason="Complained")
        register(event, rows.Guest(email="other@example.org", name="Other Example"))
        Suppression.objects.all().delete()
        register(event, marta)
        assert Message.objects.get(to_address="marta@example.org").state == "queued"
