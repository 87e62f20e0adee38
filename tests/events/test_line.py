"""The waiting list and approval: who queues, who is offered a seat, who decides."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from community.members.models import ConsentRecord
from events import actions, tasks
from events.actions import registering
from events.models import Actor, EventPage, Registration, RegistrationStep, State
from events.refusals import (
    AlreadyRegistered,
    Busy,
    EventFull,
    LinkUsed,
    OfferOver,
    RegistrationClosed,
    StateChanged,
)
from events.times import on_the_wall, time_zones
from outbox.models import Message
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


def kinds() -> list[str]:
    return [mail.kind.rpartition("/")[2] for mail in Message.objects.order_by("pk")]


def join(event, user):
    return actions.register_member(event_id=event.pk, user=user, language="en")


def register(event, guest):
    return actions.register_guest(event_id=event.pk, guest=guest, language="en")


def late(factory, **fields):
    return factory(expires_at=timezone.now() - timedelta(seconds=1), **fields)


def seats(event):
    return EventPage.objects.get(pk=event.pk).seats


@pytest.fixture
def full(db):
    """Return an event with a waiting list whose one seat is taken."""
    event = EventFactory(capacity=1, has_waiting_list=True)
    RegistrationFactory(event=event)
    return event


@pytest.fixture
def choosy(db):
    """Return an event with one seat whose organisers decide."""
    return EventFactory(capacity=1, needs_approval=True)


class TestJoining:
    def test_a_member_queues_by_one_press(self, full, bob):
        mine = join(full, bob)
        assert mine.is_waiting
        assert mine.place_in_line == 1
        assert kinds() == ["waiting_list"]
        assert "place 1" in Message.objects.get().text
        assert Message.objects.get().calendar is None

    def test_the_second_press_says_so(self, full, bob):
        join(full, bob)
        with pytest.raises(AlreadyRegistered, match="on the waiting list already"):
            join(full, bob)
        assert Registration.objects.filter(user=bob).count() == 1

    def test_without_a_list_full_is_full(self, full, bob, marta):
        EventPage.objects.update(has_waiting_list=False)
        for press in (lambda: join(full, bob), lambda: register(full, marta)):
            with pytest.raises(EventFull):
                press()

    def test_a_guest_queues_after_confirming_the_address(self, full, marta):
        asked = register(full, marta)
        assert asked.state == State.PENDING
        assert not asked.keeps_seat
        assert kinds() == ["address_confirm"]
        assert "Marta" not in Message.objects.get().text
        assert seats(full).taken == 1
        proven = actions.confirm_registration(registration_id=asked.pk)
        assert proven.is_waiting
        assert kinds() == ["address_confirm", "waiting_list"]
        with pytest.raises(LinkUsed):
            actions.confirm_registration(registration_id=asked.pk)

    def test_a_seat_that_came_free_meanwhile_is_the_guests_when_nobody_waits(self, full, marta):
        asked = register(full, marta)
        Registration.objects.exclude(pk=asked.pk).delete()
        assert actions.confirm_registration(registration_id=asked.pk).is_confirmed

    def test_but_not_when_somebody_waits(self, full, marta):
        asked = register(full, marta)
        WaitingFactory(event=full)
        Registration.objects.filter(state=State.CONFIRMED).delete()
        proven = actions.confirm_registration(registration_id=asked.pk)
        assert proven.is_waiting
        assert proven.place_in_line == 2

    def test_nobody_overtakes_the_line(self, full, bob, marta):
        WaitingFactory(event=full)
        actions.cancel_registration(
            registration_id=Registration.objects.get(state=State.CONFIRMED).pk
        )
        assert seats(full).free == 1
        assert seats(full).left == 0
        assert join(full, bob).is_waiting
        assert not register(full, marta).keeps_seat

    def test_who_slips_through_the_early_check_queues_as_well(self, full, bob, monkeypatch):
        monkeypatch.setattr(registering, "refuse_when_full", lambda event: None)
        assert join(full, bob).is_waiting
        assert kinds() == ["waiting_list"]

    def test_more_room_than_people_in_line_is_for_everyone(self, full, bob):
        WaitingFactory(event=full)
        EventPage.objects.filter(pk=full.pk).update(capacity=3)
        assert join(full, bob).is_confirmed

    def test_leaving_the_line_moves_the_others_up(self, full):
        first, second = WaitingFactory(event=full), WaitingFactory(event=full)
        assert second.place_in_line == 2
        actions.cancel_registration(registration_id=first.pk)
        assert second.place_in_line == 1
        assert Message.objects.count() == 0

    def test_who_comes_back_begins_at_the_end(self, full, bob):
        actions.cancel_registration(registration_id=join(full, bob).pk)
        WaitingFactory(event=full)
        assert join(full, bob).place_in_line == 2

    @pytest.mark.parametrize(
        ("factory", "kind"),
        [
            (WaitingFactory, "waiting_list"),
            (OfferFactory, "seat_offered"),
            (ApplicantFactory, "approval_pending"),
        ],
    )
    def test_a_guest_who_asks_again_is_told_where_it_stands(self, full, marta, factory, kind):
        known = factory(event=full, email="marta@example.org")
        assert register(full, marta) == known
        assert kinds() == [kind]

    def test_a_guest_without_a_seat_gets_the_same_link_again(self, full, marta):
        asked = register(full, marta)
        Registration.objects.filter(pk=asked.pk).update(link_sent_at=None)
        register(full, marta)
        assert kinds() == ["address_confirm"] * 2

    def test_a_member_takes_over_the_place_of_the_guest(self, full, bob):
        known = WaitingFactory(event=full, email=bob.email)
        assert join(full, bob) == known
        known.refresh_from_db()
        assert known.user == bob

    def test_a_hold_that_no_longer_fits_the_room_queues(self, full):
        hold = HoldFactory(event=full)
        assert actions.confirm_registration(registration_id=hold.pk).is_waiting


class TestOffers:
    def test_a_freed_seat_is_offered_to_the_first_only(self, full):
        first, second = WaitingFactory(event=full), WaitingFactory(event=full)
        assert tasks.offer_seats() == 0
        Registration.objects.filter(state=State.CONFIRMED).delete()
        assert tasks.offer_seats() == 1
        assert tasks.offer_seats() == 0
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == (State.OFFERED, State.WAITING)
        assert kinds() == ["seat_offered"]
        assert first.deadline_text in Message.objects.get().text
        assert first.steps.get().actor == Actor.CLOCK
        assert (seats(full).held, seats(full).left) == (1, 0)

    def test_yes_confirms_and_brings_the_calendar(self, full):
        Registration.objects.all().delete()
        mine = OfferFactory(event=full)
        assert actions.accept_offer(registration_id=mine.pk).is_confirmed
        assert kinds() == ["registration_confirmed"]
        assert Message.objects.get().calendar_method == "REQUEST"
        with pytest.raises(AlreadyRegistered):
            actions.accept_offer(registration_id=mine.pk)
        with pytest.raises(AlreadyRegistered):
            actions.decline_offer(registration_id=mine.pk)

    def test_the_members_button_accepts_as_well(self, full, bob):
        Registration.objects.all().delete()
        mine = OfferFactory(event=full, user=bob, email=bob.email)
        WaitingFactory(event=full)
        assert join(full, bob) == mine
        mine.refresh_from_db()
        assert mine.is_confirmed

    def test_no_gives_the_seat_to_the_next(self, full):
        Registration.objects.all().delete()
        mine, other = OfferFactory(event=full), WaitingFactory(event=full)
        for _time in range(2):
            assert actions.decline_offer(registration_id=mine.pk).is_declined
        with pytest.raises(OfferOver):
            actions.accept_offer(registration_id=mine.pk)
        tasks.offer_seats()
        other.refresh_from_db()
        assert other.is_offered

    @pytest.mark.parametrize("gives_back", ["cancels", "declines", "drops a hold"])
    def test_what_is_given_back_is_offered_at_once(
        self, full, gives_back, eager_celery, django_capture_on_commit_callbacks
    ):
        Registration.objects.all().delete()
        factory, give_back = {
            "cancels": (RegistrationFactory, actions.cancel_registration),
            "declines": (OfferFactory, actions.decline_offer),
            "drops a hold": (HoldFactory, actions.cancel_registration),
        }[gives_back]
        mine, other = factory(event=full), WaitingFactory(event=full)
        with django_capture_on_commit_callbacks(execute=True):
            give_back(registration_id=mine.pk)
        other.refresh_from_db()
        assert other.is_offered

    def test_a_seat_of_an_event_without_a_line_wakes_nobody(
        self, monkeypatch, django_capture_on_commit_callbacks
    ):
        woken = []
        monkeypatch.setattr(tasks.offer_seats, "apply_async", lambda **_: woken.append(1))
        mine = RegistrationFactory(event=EventFactory(has_waiting_list=False))
        with django_capture_on_commit_callbacks(execute=True):
            actions.cancel_registration(registration_id=mine.pk)
        assert woken == []

    def test_an_offer_that_ran_out_frees_the_seat_without_a_job(self, full):
        Registration.objects.all().delete()
        mine = late(OfferFactory, event=full)
        assert seats(full).free == 1
        for answer in (actions.accept_offer, actions.decline_offer):
            with pytest.raises(OfferOver):
                answer(registration_id=mine.pk)
        tasks.expire_holds()
        mine.refresh_from_db()
        assert mine.state == State.EXPIRED
        assert kinds() == ["offer_expired"]

    def test_an_expired_offer_is_no_obstacle_to_a_new_wish(self, full, bob):
        late(OfferFactory, event=full, user=bob, email="other@example.org")
        assert join(full, bob).is_waiting

    def test_a_smaller_room_meanwhile_is_said(self, full, bob):
        mine = OfferFactory(event=full, user=bob, email=bob.email)
        for press in (
            lambda: actions.accept_offer(registration_id=mine.pk),
            lambda: join(full, bob),
        ):
            with pytest.raises(EventFull):
                press()
        mine.refresh_from_db()
        assert mine.is_offered

    def test_a_larger_room_is_offered_to_the_line(self, full):
        WaitingFactory.create_batch(3, event=full)
        EventPage.objects.filter(pk=full.pk).update(capacity=3)
        assert tasks.offer_seats() == 2
        EventPage.objects.filter(pk=full.pk).update(capacity=None)
        assert tasks.offer_seats() == 1

    @pytest.mark.parametrize(
        "changes",
        [{"is_cancelled": True}, {"live": False}, {"registration_closes": timezone.now()}],
    )
    def test_behind_a_shut_door_nothing_is_offered(self, full, changes):
        WaitingFactory(event=full)
        EventPage.objects.filter(pk=full.pk).update(capacity=5, **changes)
        assert tasks.offer_seats() == 0
        assert Message.objects.count() == 0

    def test_when_the_last_seat_goes_meanwhile_no_mail_is_left(self, full, monkeypatch):
        waiting = WaitingFactory(event=full)
        Registration.objects.filter(state=State.CONFIRMED).delete()
        real = actions.deciding.take_seat

        def taken_meanwhile(registration, **how):
            RegistrationFactory(event=full)
            return real(registration, **how)

        monkeypatch.setattr(actions.deciding, "take_seat", taken_meanwhile)
        assert actions.offer_next(event_id=full.pk) is None
        waiting.refresh_from_db()
        assert waiting.is_waiting
        assert Message.objects.count() == RegistrationStep.objects.count() == 0

    def test_a_locked_event_is_left_for_the_next_round(self, full, monkeypatch):
        WaitingFactory(event=full)

        def busy(**_):
            raise Busy

        monkeypatch.setattr(actions, "offer_next", busy)
        assert tasks.offer_seats() == 0

    def test_staff_offer_out_of_turn(self, full, ada):
        first, second = WaitingFactory(event=full), WaitingFactory(event=full)
        with pytest.raises(EventFull):
            actions.offer_seat(registration_id=second.pk, by=ada)
        Registration.objects.filter(state=State.CONFIRMED).delete()
        assert actions.offer_seat(registration_id=second.pk, by=ada).is_offered
        assert second.steps.get().by == ada
        assert first.place_in_line == 1
        with pytest.raises(StateChanged):
            actions.offer_seat(registration_id=second.pk, by=ada)

    def test_staff_may_add_by_hand_past_the_line_but_not_past_the_last_seat(self, full, marta, ada):
        WaitingFactory(event=full)
        with pytest.raises(EventFull):
            actions.register_by_hand(event_id=full.pk, guest=marta, language="en", by=ada)
        Registration.objects.filter(state=State.CONFIRMED).delete()
        done = actions.register_by_hand(event_id=full.pk, guest=marta, language="en", by=ada)
        assert done.steps.get().by == ada


class TestApproval:
    def test_a_member_asks_and_takes_no_seat(self, choosy, bob):
        mine = join(choosy, bob)
        assert mine.is_to_approve
        assert kinds() == ["approval_pending"]
        assert seats(choosy).left == 1
        with pytest.raises(AlreadyRegistered, match="with the organisers already"):
            join(choosy, bob)

    def test_a_guest_asks_after_confirming_the_address(self, choosy, marta):
        asked = register(choosy, marta)
        assert not asked.keeps_seat
        assert actions.confirm_registration(registration_id=asked.pk).is_to_approve
        assert kinds() == ["address_confirm", "approval_pending"]

    def test_approved_is_confirmed_with_the_calendar(self, choosy, ada):
        asked = ApplicantFactory(event=choosy)
        done = actions.approve_registration(registration_id=asked.pk, by=ada)
        assert done.is_confirmed
        assert done.steps.get().by == ada
        assert Message.objects.get().calendar_method == "REQUEST"
        with pytest.raises(StateChanged):
            actions.approve_registration(registration_id=asked.pk, by=ada)

    def test_beyond_the_last_seat_nobody_is_approved(self, choosy, ada):
        RegistrationFactory(event=choosy)
        asked = ApplicantFactory(event=choosy)
        with pytest.raises(EventFull):
            actions.approve_registration(registration_id=asked.pk, by=ada)
        asked.refresh_from_db()
        assert asked.is_to_approve
        assert Message.objects.count() == 0

    def test_with_a_line_the_approved_go_to_its_end(self, choosy, ada):
        EventPage.objects.filter(pk=choosy.pk).update(has_waiting_list=True)
        WaitingFactory(event=choosy)
        asked = ApplicantFactory(event=choosy)
        done = actions.approve_registration(registration_id=asked.pk, by=ada)
        assert done.place_in_line == 2

    def test_a_full_event_takes_requests_only_with_a_line(self, choosy, bob, marta):
        RegistrationFactory(event=choosy)
        for press in (lambda: join(choosy, bob), lambda: register(choosy, marta)):
            with pytest.raises(EventFull):
                press()
        EventPage.objects.filter(pk=choosy.pk).update(has_waiting_list=True)
        assert join(choosy, bob).is_to_approve

    def test_behind_a_shut_door_nobody_is_approved(self, ada):
        asked = ApplicantFactory(event=EventFactory(is_cancelled=True))
        with pytest.raises(RegistrationClosed):
            actions.approve_registration(registration_id=asked.pk, by=ada)

    @pytest.mark.parametrize("factory", [ApplicantFactory, WaitingFactory, OfferFactory])
    def test_declined_with_a_reason_that_is_mailed(self, choosy, ada, factory):
        asked = factory(event=choosy)
        actions.decline_registration(registration_id=asked.pk, by=ada, reason="Firms come <first>.")
        asked.refresh_from_db()
        assert asked.is_declined
        assert asked.steps.get().reason == "Firms come <first>."
        mail = Message.objects.get()
        assert "Firms come <first>." in mail.text
        assert "Firms come &lt;first&gt;." in mail.html
        assert mail.calendar is None
        with pytest.raises(StateChanged):
            actions.decline_registration(registration_id=asked.pk, by=ada, reason="Once more")

    def test_after_the_event_nobody_is_declined(self, ada):
        asked = ApplicantFactory(event=PastEventFactory())
        with pytest.raises(RegistrationClosed):
            actions.decline_registration(registration_id=asked.pk, by=ada, reason="Late")

    def test_who_was_declined_may_ask_again(self, choosy, bob, ada):
        asked = join(choosy, bob)
        actions.decline_registration(registration_id=asked.pk, by=ada, reason="Not yet")
        assert join(choosy, bob).pk != asked.pk


@pytest.mark.parametrize("because", ["", "The adviser is ill."])
def test_who_hopes_for_a_seat_hears_of_a_cancelled_event(full, because):
    hoping = [make(event=full) for make in (WaitingFactory, OfferFactory, ApplicantFactory)]
    WaitingFactory()
    EventPage.objects.filter(pk=full.pk).update(is_cancelled=True, cancelled_because=because)
    for _time in range(2):
        tasks.tell_changes()
    for registration in hoping:
        registration.refresh_from_db()
        assert registration.is_declined
        assert registration.steps.get().actor == Actor.CLOCK
    told = Message.objects.filter(kind="events/registration_declined")
    assert told.count() == 3
    assert (because or "It does not take place.") in told[0].text
    assert told[0].calendar is None


class TestEndOfAnOffer:
    def ends(self, now, **fields):
        start = now + timedelta(days=10)
        event = EventPage(start=start, end=start + timedelta(hours=2), **fields)
        return event.offer_ends(now)

    def test_two_days_by_day(self):
        now = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
        assert self.ends(now) == now + timedelta(hours=48)

    @pytest.mark.parametrize(
        ("hour", "ends"),
        [(22, "2027-03-04T08:00"), (5, "2027-03-03T08:00"), (21, "2027-03-03T22:00")],
    )
    def test_not_at_night_by_the_clock_of_the_place(self, hour, ends):
        now = datetime(2027, 3, 1, hour, 0, tzinfo=UTC)
        assert on_the_wall(self.ends(now), "Europe/Brussels").isoformat()[:16] == ends

    def test_not_after_registration_closes(self):
        now = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
        closes = now + timedelta(hours=5)
        assert self.ends(now, registration_closes=closes) == closes
        night = datetime(2027, 3, 2, 1, 0, tzinfo=UTC)
        evening = datetime(2027, 3, 1, 21, 0, tzinfo=UTC)
        assert self.ends(now, registration_closes=night) == evening
        in_the_night = night - timedelta(hours=1)
        assert self.ends(in_the_night, registration_closes=night) == night

    @given(
        now=some.datetimes(datetime(2026, 1, 1), datetime(2040, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
        hours=some.integers(1, 336),
        until_close=some.integers(1, 60 * 24 * 30),
        zone=some.sampled_from([name for name, _label in time_zones()]),
    )
    def test_whatever_the_clock(self, now, hours, until_close, zone):
        closes = now + timedelta(minutes=until_close)
        event = EventPage(
            start=closes, end=closes + timedelta(hours=1), time_zone=zone, offer_hours=hours
        )
        ends = event.offer_ends(now)
        assert now < ends <= closes
        shown = ends.astimezone(ZoneInfo(zone)).time()
        is_by_day = shown.replace(tzinfo=None).isoformat() >= "08:00:00"
        is_by_day = is_by_day and shown.isoformat()[:8] <= "22:00:00"
        assert is_by_day or ends == closes


class TestData:
    def test_old_lines_are_forgotten_with_their_log(self, ada):
        event = EventFactory(start=timezone.now() - timedelta(days=40), needs_approval=True)
        came = RegistrationFactory(event=event)
        WaitingFactory(event=event)
        late(OfferFactory, event=event, state=State.EXPIRED)
        ApplicantFactory(event=event)
        WaitingFactory(event=PastEventFactory())
        assert actions.forget_the_line(days=30) == 3
        assert Registration.objects.count() == 2
        assert Registration.objects.filter(pk=came.pk).exists()

    def test_guests_who_did_not_confirm_are_forgotten_with_their_log(self, full, marta):
        asked = register(full, marta)
        Registration.objects.filter(pk=asked.pk).update(
            expires_at=timezone.now() - timedelta(days=31)
        )
        tasks.expire_holds()
        assert tasks.forget() == 1
        assert not RegistrationStep.objects.exists()
        assert not ConsentRecord.objects.filter(email="marta@example.org").exists()

    def test_the_copy_holds_the_steps_and_erasing_the_place_and_the_reason(self, full, bob, ada):
        from community.members.rights import erase_person, export_person

        mine = join(full, bob)
        actions.decline_registration(registration_id=mine.pk, by=ada, reason="About Bob")
        again = join(full, bob)
        rows = export_person(email=bob.email, user=bob)["events"]
        assert [len(row["steps"]) for row in rows] == [1, 2]
        assert rows[1]["steps"][1]["reason"] == "About Bob"
        decided = export_person(email=ada.email, user=ada)["decisions about registrations"]
        assert [row["to"] for row in decided] == ["declined"]
        erase_person(email=bob.email, user=bob)
        again.refresh_from_db()
        assert again.is_cancelled
        assert not RegistrationStep.objects.exclude(reason="").exists()
