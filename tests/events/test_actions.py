"""Registering, confirming, cancelling: every branch of the deeds."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from community.members.models import ConsentRecord
from events import actions, rows, seats
from events.actions import registering
from events.models import EventPage, Registration, State
from events.refusals import (
    AlreadyRegistered,
    Busy,
    EventFull,
    LinkExpired,
    LinkUsed,
    RegistrationClosed,
)
from events.rows import Guest
from events.signals import registration_cancelled, registration_confirmed
from outbox.models import Message
from tests.factories.events import (
    EventFactory,
    HoldFactory,
    PastEventFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return [mail.kind.rpartition("/")[2] for mail in Message.objects.order_by("pk")]


def register(event, guest):
    return actions.register_guest(event_id=event.pk, guest=guest, language="en")


def join(event, user):
    return actions.register_member(event_id=event.pk, user=user, language="en")


@pytest.fixture
def heard():
    """Return what the two signals have told."""
    news = []

    def listen(signal, **arguments):
        name = "confirmed" if signal is registration_confirmed else "cancelled"
        news.append((name, arguments["registration"].pk))

    registration_confirmed.connect(listen)
    registration_cancelled.connect(listen)
    yield news
    registration_confirmed.disconnect(listen)
    registration_cancelled.disconnect(listen)


class TestMember:
    def test_one_press_gives_a_confirmed_seat_with_what_the_profile_says(self, event, bob):
        registration = join(event, bob)
        assert registration.state == State.CONFIRMED
        assert registration.user == bob
        assert registration.email == bob.email
        assert registration.group == bob.profile.stakeholder_group
        assert registration.confirmed_at is not None
        assert kinds() == ["registration_confirmed"]

    def test_a_person_without_a_profile_gets_a_seat_as_well(self, event, bob):
        bob.profile.delete()
        bob.refresh_from_db()
        assert join(event, bob).group is None

    def test_the_second_press_changes_nothing(self, event, bob):
        first = join(event, bob)
        with pytest.raises(AlreadyRegistered) as caught:
            join(event, bob)
        assert caught.value.registration == first
        assert "registered already" in str(caught.value)
        assert Registration.objects.count() == Message.objects.count() == 1

    def test_what_the_person_began_as_a_guest_becomes_theirs(self, event, bob):
        hold = HoldFactory(event=event, email=bob.email)
        registration = join(event, bob)
        assert registration.pk == hold.pk
        assert registration.user == bob
        assert registration.is_confirmed

    def test_a_confirmed_guest_becomes_the_member(self, event, bob):
        guest = RegistrationFactory(event=event, email=bob.email.upper())
        assert join(event, bob).pk == guest.pk

    def test_an_own_hold_that_ran_out_is_no_obstacle(self, event, bob):
        past = timezone.now() - timedelta(minutes=1)
        old = HoldFactory(event=event, email=bob.email, expires_at=past)
        assert join(event, bob).pk != old.pk
        old.refresh_from_db()
        assert old.state == State.EXPIRED

    def test_other_rooms_are_told_after_the_commit(
        self, event, bob, heard, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            registration = join(event, bob)
            assert heard == []
        assert heard == [("confirmed", registration.pk)]

    def test_a_receiver_that_fails_undoes_nothing(
        self, event, bob, caplog, django_capture_on_commit_callbacks
    ):
        def fail(**_):
            raise ValueError("broken")

        registration_confirmed.connect(fail)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                join(event, bob)
        finally:
            registration_confirmed.disconnect(fail)
        assert Registration.objects.count() == 1
        assert "broken" in caplog.text


class TestGuest:
    def test_a_guest_holds_a_seat_and_is_asked_to_confirm(self, event, marta):
        registration = register(event, marta)
        assert registration.state == State.PENDING
        assert registration.is_to_prove
        assert registration.email == "marta@example.org"
        assert event.seats.held == 1
        assert kinds() == ["guest_confirm"]

    def test_the_consent_is_kept_word_for_word(self, event, marta):
        consent = register(event, marta).consent
        assert consent.is_given
        assert consent.purpose == ConsentRecord.Purpose.EVENT
        assert consent.wording.startswith("I agree that the organisers")
        assert consent.subject == str(event.uid)

    def test_the_words_of_the_form_do_not_travel_to_an_unproven_address(self, event, industry):
        guest = Guest(email="victim@example.org", name="Buy cheap pills", group=industry)
        register(event, guest)
        mail = Message.objects.get()
        assert "pills" not in mail.text + mail.html + mail.subject + mail.to_name

    def test_the_hold_ends_at_the_start_of_the_event_at_the_latest(self, marta):
        event = EventFactory(start=timezone.now() + timedelta(hours=2))
        assert register(event, marta).expires_at == event.start

    def test_twice_in_a_row_gives_one_row_and_one_mail(self, event, marta):
        assert register(event, marta) == register(event, marta)
        assert Message.objects.count() == 1

    def test_later_the_link_is_sent_again(self, event, marta):
        registration = register(event, marta)
        Registration.objects.update(link_sent_at=timezone.now() - timedelta(hours=1))
        assert register(event, marta) == registration
        assert kinds() == ["guest_confirm", "guest_confirm"]

    def test_a_registered_address_is_reminded_and_nobody_learns_of_it(self, event, marta):
        known = RegistrationFactory(event=event, email="marta@example.org")
        assert register(event, marta) == known
        assert kinds() == ["already_registered"]
        assert Registration.objects.count() == 1

    def test_a_faster_second_press_is_answered_with_the_first_row(self, event, marta, monkeypatch):
        first = register(event, marta)
        consents = ConsentRecord.objects.count()
        monkeypatch.setattr(rows, "past_of", lambda *a, **k: [])
        assert register(event, marta) == first
        assert ConsentRecord.objects.count() == consents

    def test_a_conflict_that_is_gone_again_asks_to_come_back(self, event, marta, monkeypatch):
        register(event, marta)
        monkeypatch.setattr(rows, "past_of", lambda *a, **k: [])
        monkeypatch.setattr(rows, "known", lambda *a, **k: None)
        with pytest.raises(Busy):
            register(event, marta)

    def test_control_characters_and_line_breaks_are_taken_out(self, event, industry):
        guest = Guest(
            email="eve@example.org",
            name="Eve\r\nBcc: all@example.org",
            group=industry,
            organisation="A\x00B\u2028C",
            needs="one\r\ntwo\x07",
        )
        registration = register(event, guest)
        assert registration.name == "Eve Bcc: all@example.org"
        assert registration.organisation == "A B C"
        assert registration.needs == "one\ntwo"

    def test_who_registers_again_after_cancelling_is_above_the_withdrawal(self, event, marta):
        registration = register(event, marta)
        actions.confirm_registration(registration_id=registration.pk)
        actions.cancel_registration(registration_id=registration.pk)
        again = register(event, marta)
        assert again.pk != registration.pk
        assert again.sequence_offset == 2


class TestDoors:
    def test_a_full_event_takes_nobody(self, event, marta, bob):
        RegistrationFactory.create_batch(3, event=event)
        for press in (lambda: register(event, marta), lambda: join(event, bob)):
            with pytest.raises(EventFull):
                press()
        assert Registration.objects.count() == 3
        assert Message.objects.count() == ConsentRecord.objects.filter(purpose="event").count() == 0

    def test_without_a_capacity_there_is_room_for_everyone(self, marta):
        event = EventFactory(capacity=None)
        RegistrationFactory.create_batch(4, event=event)
        assert register(event, marta).pk
        assert event.seats.left is None

    def test_a_hold_that_ran_out_takes_no_seat(self, marta):
        event = EventFactory(capacity=1)
        HoldFactory(event=event, expires_at=timezone.now() - timedelta(seconds=1))
        assert register(event, marta).pk

    def test_who_slips_through_the_early_check_meets_the_count(self, event, marta, monkeypatch):
        RegistrationFactory.create_batch(3, event=event)
        monkeypatch.setattr(registering, "refuse_when_full", lambda event: None)
        with pytest.raises(EventFull):
            register(event, marta)
        assert Registration.objects.filter(email="marta@example.org").count() == 0
        assert Message.objects.count() == 0

    @pytest.mark.parametrize(
        "changes",
        [
            {"is_cancelled": True},
            {"live": False},
            {"registration_closes": timezone.now() - timedelta(hours=1)},
            {"registration_opens": timezone.now() + timedelta(hours=1)},
        ],
    )
    def test_behind_another_door_nobody_registers(self, changes, marta):
        with pytest.raises(RegistrationClosed):
            register(EventFactory(**changes), marta)

    def test_nobody_registers_for_what_is_over(self, marta):
        with pytest.raises(RegistrationClosed):
            register(PastEventFactory(), marta)

    def test_a_door_that_shuts_meanwhile_is_seen_under_the_lock(self, event, marta, monkeypatch):
        real = seats.lock_entry

        def shut_meanwhile(**arguments):
            EventPage.objects.update(is_cancelled=True)
            return real(**arguments)

        monkeypatch.setattr(seats, "lock_entry", shut_meanwhile)
        with pytest.raises(RegistrationClosed):
            register(event, marta)

    def test_an_unknown_event_is_said_to_be_unknown(self, marta):
        with pytest.raises(EventPage.DoesNotExist):
            actions.register_guest(event_id=999_999, guest=marta, language="en")


class TestConfirming:
    def test_the_link_makes_the_seat_sure_and_brings_the_invitation(self, event, marta):
        hold = register(event, marta)
        registration = actions.confirm_registration(registration_id=hold.pk)
        assert registration.is_confirmed
        assert registration.expires_at is None
        mail = Message.objects.get(kind__endswith="registration_confirmed")
        assert mail.calendar_method == "REQUEST"
        assert b"marta@example.org" in bytes(mail.calendar)

    def test_the_second_press_is_told_that_it_was_used(self, event, marta):
        hold = register(event, marta)
        actions.confirm_registration(registration_id=hold.pk)
        with pytest.raises(LinkUsed):
            actions.confirm_registration(registration_id=hold.pk)
        assert kinds().count("registration_confirmed") == 1

    def test_a_cancelled_one_cannot_be_confirmed(self):
        gone = RegistrationFactory(state=State.CANCELLED)
        with pytest.raises(LinkUsed):
            actions.confirm_registration(registration_id=gone.pk)

    @pytest.mark.parametrize("state", [State.PENDING, State.EXPIRED])
    def test_too_late_is_too_late(self, state):
        late = HoldFactory(state=state, expires_at=timezone.now() - timedelta(seconds=1))
        with pytest.raises(LinkExpired):
            actions.confirm_registration(registration_id=late.pk)

    def test_it_holds_after_registration_has_closed(self):
        event = EventFactory(registration_closes=timezone.now() - timedelta(minutes=1))
        hold = HoldFactory(event=event)
        assert actions.confirm_registration(registration_id=hold.pk).is_confirmed

    def test_it_does_not_hold_for_a_cancelled_event(self):
        hold = HoldFactory(event=EventFactory(is_cancelled=True))
        with pytest.raises(RegistrationClosed):
            actions.confirm_registration(registration_id=hold.pk)

    def test_a_smaller_room_meanwhile_refuses(self, event):
        RegistrationFactory.create_batch(2, event=event)
        hold = HoldFactory(event=event)
        EventPage.objects.filter(pk=event.pk).update(capacity=2)
        with pytest.raises(EventFull):
            actions.confirm_registration(registration_id=hold.pk)
        hold.refresh_from_db()
        assert hold.state == State.PENDING


class TestCancelling:
    def test_the_seat_is_free_at_once_and_the_calendar_is_told(
        self, event, heard, django_capture_on_commit_callbacks
    ):
        registration = RegistrationFactory(event=event)
        with django_capture_on_commit_callbacks(execute=True):
            actions.cancel_registration(registration_id=registration.pk)
        assert EventPage.objects.get(pk=event.pk).seats.left == 3
        assert Message.objects.get().calendar_method == "CANCEL"
        assert heard == [("cancelled", registration.pk)]

    def test_once_more_is_no_fault(self):
        registration = RegistrationFactory()
        for _time in range(2):
            actions.cancel_registration(registration_id=registration.pk)
        assert Message.objects.count() == 1

    def test_a_hold_is_given_back_without_a_mail(self, heard, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            done = actions.cancel_registration(registration_id=HoldFactory().pk)
        assert done.is_cancelled
        assert Message.objects.count() == 0
        assert heard == []

    def test_an_expired_hold_stays_expired(self):
        late = HoldFactory(expires_at=timezone.now() - timedelta(seconds=1))
        assert not actions.cancel_registration(registration_id=late.pk).is_cancelled

    def test_what_is_over_cannot_be_cancelled(self):
        registration = RegistrationFactory(event=PastEventFactory())
        with pytest.raises(RegistrationClosed):
            actions.cancel_registration(registration_id=registration.pk)

    def test_of_a_cancelled_event_no_second_withdrawal_is_sent(self):
        registration = RegistrationFactory(event=EventFactory(is_cancelled=True))
        actions.announce_change(event_id=registration.event_id)
        assert actions.cancel_registration(registration_id=registration.pk).is_cancelled
        assert Message.objects.count() == 0

    def test_who_leaves_before_the_cancellation_reached_them_is_still_written_to(self):
        registration = RegistrationFactory()
        actions.announce_change(event_id=registration.event_id)
        EventPage.objects.filter(pk=registration.event_id).update(is_cancelled=True)
        actions.announce_change(event_id=registration.event_id)
        actions.cancel_registration(registration_id=registration.pk)
        assert Message.objects.get().calendar_method == "CANCEL"


class TestChanging:
    def test_what_was_written_can_be_corrected(self, industry):
        registration = RegistrationFactory()
        actions.change_registration(
            registration_id=registration.pk,
            name="Marta Kowalska",
            group=industry,
            organisation="A joinery",
            needs="",
        )
        registration.refresh_from_db()
        assert (registration.name, registration.group) == ("Marta Kowalska", industry)

    def test_not_after_it_was_cancelled(self):
        gone = RegistrationFactory(state=State.CANCELLED)
        with pytest.raises(LinkUsed):
            actions.change_registration(
                registration_id=gone.pk, name="X", group=None, organisation="", needs=""
            )


class TestByHand:
    def test_staff_use_the_same_door(self, event, marta):
        done = actions.register_by_hand(event_id=event.pk, guest=marta, language="fr")
        assert done.is_confirmed
        assert done.consent.method == "by staff"
        assert kinds() == ["registration_confirmed"]
        RegistrationFactory.create_batch(2, event=event)
        late = Guest(email="late@example.org", name="Late")
        with pytest.raises(EventFull):
            actions.register_by_hand(event_id=event.pk, guest=late, language="en")

    def test_a_hold_is_confirmed(self, event, marta):
        hold = HoldFactory(event=event, email="marta@example.org")
        done = actions.register_by_hand(event_id=event.pk, guest=marta, language="en")
        assert done.pk == hold.pk
        assert done.is_confirmed

    def test_nobody_is_registered_twice(self, event, marta):
        RegistrationFactory(event=event, email="marta@example.org")
        with pytest.raises(AlreadyRegistered):
            actions.register_by_hand(event_id=event.pk, guest=marta, language="en")

    def test_after_registration_has_closed_staff_may(self, marta):
        event = EventFactory(registration_closes=timezone.now() - timedelta(hours=1))
        assert actions.register_by_hand(event_id=event.pk, guest=marta, language="en").pk


class TestTime:
    def test_holds_are_marked_when_their_time_is_up(self):
        late = HoldFactory(expires_at=timezone.now() - timedelta(seconds=1))
        HoldFactory()
        assert actions.expire_holds(limit=9) == 1
        assert actions.expire_holds(limit=9) == 0
        late.refresh_from_db()
        assert late.state == State.EXPIRED

    def test_guests_who_never_confirmed_are_forgotten_with_their_consent(self, event, marta):
        registration = register(event, marta)
        RegistrationFactory(event=event)
        HoldFactory(state=State.EXPIRED, expires_at=timezone.now() - timedelta(days=40))
        long_ago = timezone.now() - timedelta(days=31)
        Registration.objects.filter(pk=registration.pk).update(
            state=State.EXPIRED, expires_at=long_ago
        )
        assert actions.forget_guests(days=30) == 2
        assert Registration.objects.count() == 1
        assert not ConsentRecord.objects.filter(email="marta@example.org").exists()

    def test_what_was_to_arrange_is_forgotten_after_the_event(self):
        start = timezone.now() - timedelta(days=40)
        old = RegistrationFactory(event=EventFactory(start=start), needs="A ramp")
        new = RegistrationFactory(needs="A ramp")
        assert actions.forget_needs(days=30) == 1
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.needs, new.needs) == ("", "A ramp")


class TestTransaction:
    @pytest.mark.django_db(transaction=True)
    def test_another_isolation_level_is_refused(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with pytest.raises(RuntimeError, match="read committed"):
                seats.seat_transaction().__enter__()

    def test_other_faults_of_the_database_are_not_called_busy(self):
        from django.db import OperationalError

        with pytest.raises(OperationalError), seats.seat_transaction():
            raise OperationalError("the disk is full")
