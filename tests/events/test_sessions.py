"""Sessions: chosen when one registers, counted under the lock, changed with a mail."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse

from events import actions, parts
from events.models import EventPage, EventRole, Registration, Session, State
from events.refusals import Refusal
from events.rows import Guest
from events.sessions import actions as deeds
from events.sessions.models import SessionSeat
from events.sessions.refusals import (
    SessionChanged,
    SessionFull,
    SessionGone,
    SessionHasPeople,
    TooFewSeats,
)
from outbox.models import Message
from tests.events import rfc5545
from tests.events.test_announcing import publish
from tests.events.test_concurrency import together
from tests.events.test_desk import editing_form, fields
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    RegistrationFactory,
    WaitingFactory,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def course(db):
    """Return an event of three hours with two sessions at the same time and one after them."""
    event = publish(EventFactory(capacity=50))
    event = publish(event, end=event.start + 3 * HOUR)
    for title, begins, capacity in (("Red", 0, 1), ("Blue", 0, 2), ("Late", 1, None)):
        start = event.start + begins * HOUR
        deeds.save_session(
            session=Session(
                event=event,
                title=title,
                room=f"Room {title}",
                start=start,
                end=start + HOUR,
                needs_sign_up=True,
                capacity=capacity,
            )
        )
    return EventPage.objects.get(pk=event.pk)


def session(title):
    return Session.objects.get(title=title)


def choice(*titles):
    return {"sessions": {"chosen": [str(session(title).pk) for title in titles]}}


def join(course, user, *titles):
    return actions.register_member(
        event_id=course.pk, user=user, language="en", given=choice(*titles)
    )


def chosen_by(registration):
    return set(
        SessionSeat.objects.filter(registration=registration).values_list(
            "session__title", flat=True
        )
    )


def change(registration, *titles):
    return actions.change_registration(
        registration_id=registration.pk,
        name="Bob",
        group=None,
        organisation="",
        needs="",
        given=choice(*titles),
    )


def desk(name, course, *more):
    return reverse(f"event_sessions:{name}", args=(course.pk, *more))


@pytest.mark.django_db
class TestChoosing:
    def test_a_guest_chooses_in_the_form(self, client, course, form):
        address = reverse("events:register", args=(course.pk,))
        keys = [session("Red").pk, session("Late").pk]
        assert client.post(address, form | {"sessions-chosen": keys}).status_code == 303
        assert chosen_by(Registration.objects.get()) == {"Red", "Late"}

    def test_two_at_the_same_time_are_refused_with_their_names(self, client, course, form):
        address = reverse("events:register", args=(course.pk,))
        keys = [session("Red").pk, session("Blue").pk]
        answer = client.post(address, form | {"sessions-chosen": keys})
        assert answer.status_code == 422
        assert "“Red” and “Blue” are at the same time" in answer.content.decode()
        assert not Registration.objects.exists()

    def test_a_full_session_is_shown_shut(self, client, course, bob):
        join(course, bob, "Red")
        page = client.get(course.get_url()).content.decode()
        red = page.index(f'value="{session("Red").pk}"')
        assert "disabled" in page[red : page.index(">", red)]
        assert "(Room Red), full" in page
        assert "2 seats left" in page

    def test_who_comes_too_late_is_told_which_one_is_full(self, client, course, bob, form):
        join(course, bob, "Red")
        address = reverse("events:register", args=(course.pk,))
        answer = client.post(address, form | {"sessions-chosen": [session("Red").pk]})
        assert answer.status_code == 409
        assert "No seat is left in “Red”" in answer.content.decode()
        assert Registration.objects.count() == 1

    def test_a_full_session_puts_nobody_into_the_line_of_the_event(self, course, bob, ada):
        publish(course, has_waiting_list=True)
        join(course, bob, "Red")
        with pytest.raises(SessionFull):
            join(course, ada, "Red")
        assert not Registration.objects.filter(user=ada).exists()

    def test_the_choice_is_changed_by_the_own_link(self, client, course, bob, ada):
        from events.links import token_of

        mine = join(course, bob, "Red")
        address = reverse("events:change", args=(token_of(mine),))
        data = {"name": "Bob", "group": "industry", "sessions-chosen": [session("Late").pk]}
        assert client.post(address, data).status_code == 303
        assert chosen_by(mine) == {"Late"}
        join(course, ada, "Red")  # the seat is free again
        with pytest.raises(SessionFull):
            change(mine, "Red")
        assert chosen_by(mine) == {"Late"}

    def test_what_is_gone_since_the_form_was_opened_is_refused(self, client, course, bob):
        given = choice("Blue")
        deeds.cancel_session(session_id=session("Blue").pk)
        with pytest.raises(SessionGone):
            actions.register_member(event_id=course.pk, user=bob, language="en", given=given)
        client.force_login(bob)
        address = reverse("events:join", args=(course.pk,))
        answer = client.post(address, {"sessions-chosen": given["sessions"]["chosen"]})
        assert answer.status_code == 422
        assert "not offered any more" in answer.content.decode()

    @pytest.mark.parametrize("value", ["x", "-1", "99999999999999999999", "\x00", "1 OR 1=1"])
    def test_hostile_choices_get_an_answer(self, client, course, form, value):
        address = reverse("events:register", args=(course.pk,))
        assert client.post(address, form | {"sessions-chosen": [value]}).status_code == 422

    def test_the_session_of_another_event_cannot_be_chosen(self, client, course, form):
        other = EventFactory()
        foreign = Session.objects.create(
            event=other, title="Foreign", start=other.start, end=other.end, needs_sign_up=True
        )
        address = reverse("events:register", args=(course.pk,))
        assert client.post(address, form | {"sessions-chosen": [foreign.pk]}).status_code == 422

    def test_a_seat_that_comes_later_keeps_what_is_left_and_tells_what_is_lost(self, course, bob):
        asked = ApplicantFactory(event=course)
        for title in ("Red", "Late"):
            SessionSeat.objects.create(session=session(title), registration=asked)
        join(course, bob, "Red")
        actions.approve_registration(registration_id=asked.pk, by=None)
        asked.refresh_from_db()
        assert asked.is_confirmed
        Message.objects.all().delete()
        assert deeds.tell_sessions(limit=9) == 1
        assert deeds.tell_sessions(limit=9) == 0
        assert "Red filled up" in Message.objects.get().text
        assert chosen_by(asked) == {"Late"}

    def test_the_calendar_lists_them(self, course, bob):
        join(course, bob, "Late")
        mail = Message.objects.exclude(calendar=None).get()
        (entry,) = rfc5545.read(bytes(mail.calendar)).within("VEVENT")
        assert "Late (Room Late)" in entry.one("DESCRIPTION").value
        # Outlook shows the mail, and not what the calendar says.
        assert "Late (Room Late)" in mail.text

    def test_the_desk_sees_and_filters_them(self, course, bob, ada):
        mine, hers = join(course, bob, "Late"), join(course, ada)
        sheet = parts.sheet(course, [mine.pk, hers.pk])
        assert sheet.rows == {mine.pk: ("Late",), hers.pk: ("",)}
        (one,) = parts.filters(course)
        found = Registration.objects.filter(one.where(str(session("Late").pk)))
        assert list(found) == [mine]
        assert not Registration.objects.filter(one.where("x")).exists()

    def test_a_plain_event_has_no_part_in_it(self, event):
        Session.objects.create(event=event, title="All", start=event.start, end=event.end)
        assert parts.of(event) == []


@pytest.mark.django_db
class TestDesk:
    @pytest.fixture(autouse=True)
    def as_editor(self, client, people):
        client.force_login(people["administrator"])

    def answers(self, course, **changes):
        start = course.day
        return {
            "title": "New",
            "start": f"{start:%Y-%m-%d %H:%M}",
            "end": f"{start + HOUR:%Y-%m-%d %H:%M}",
            "room": "Hall",
            "speakers": "",
            "text": "",
            "needs_sign_up": "on",
            "capacity": "5",
        } | changes

    def test_a_session_is_added_by_the_clock_of_the_place(self, client, course):
        assert client.post(desk("add", course), self.answers(course)).status_code == 302
        assert session("New").start == course.start
        assert "New" in client.get(desk("index", course)).content.decode()
        assert "New" in client.get(course.get_url()).content.decode()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"end": "2020-01-01 10:00"}, "A session ends after it starts"),
            ({"end": "2099-01-01 10:00"}, "within the hours"),
            ({"start": "yesterday"}, "Enter a valid date/time"),
            ({"title": ""}, "required"),
            ({"capacity": "0"}, "greater than or equal to 1"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, course, changes, words):
        answer = client.post(desk("add", course), self.answers(course, **changes))
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert not Session.objects.filter(title="New").exists()

    def test_two_tabs_do_not_overwrite_each_other(self, client, course):
        late = session("Late")
        address = desk("edit", course, late.pk)
        known = client.get(address).context["form"].initial["known"]
        first = self.answers(course, title="Late", room="A", capacity="", known=known)
        assert client.post(address, first).status_code == 302
        again = client.post(address, first | {"room": "B"})
        assert "Somebody has changed this session meanwhile" in again.content.decode()
        assert session("Late").room == "A"

    def test_a_forged_version_is_no_version(self, client, course):
        address = desk("edit", course, session("Late").pk)
        answer = client.post(address, self.answers(course, known='{"title": "Late"}:x'))
        assert "Somebody has changed" in answer.content.decode()

    def test_a_session_with_people_cannot_vanish(self, client, course, bob):
        join(course, bob, "Late")
        late = session("Late")
        answer = client.post(desk("delete", course, late.pk), follow=True)
        assert "1 person has signed up. Cancel the session instead" in answer.content.decode()
        assert Session.objects.filter(pk=late.pk).exists()
        client.post(desk("delete", course, session("Blue").pk))
        assert not Session.objects.filter(title="Blue").exists()
        assert client.post(desk("delete", course, 10**9)).status_code == 302

    def test_a_cancelled_session_tells_its_people_once(self, client, course, bob, ada):
        join(course, bob, "Late")
        join(course, ada, "Blue")
        Message.objects.all().delete()
        asked = client.get(desk("cancel", course, session("Late").pk)).content.decode()
        assert "1 person has signed up and is told by mail." in asked
        assert not session("Late").is_cancelled
        for _twice in range(2):
            client.post(desk("cancel", course, session("Late").pk))
        assert deeds.tell_sessions(limit=9) == 1
        assert deeds.tell_sessions(limit=9) == 0
        mail = Message.objects.get()
        assert mail.to_address.endswith(bob.email)
        assert "Late does not take place." in mail.text
        (entry,) = rfc5545.read(bytes(mail.calendar)).within("VEVENT")
        assert "Late" not in entry.one("DESCRIPTION").value
        assert int(entry.one("SEQUENCE").value) > 0

    def test_a_cancelled_session_takes_place_after_all(self, client, course, bob, ada):
        join(course, bob, "Late")
        assert "Take place after all" not in client.get(desk("index", course)).content.decode()
        client.post(desk("cancel", course, session("Late").pk))
        deeds.tell_sessions(limit=9)
        assert "Take place after all" in client.get(desk("index", course)).content.decode()
        asked = client.get(desk("restore", course, session("Late").pk)).content.decode()
        assert "1 person had signed up, has the seat again" in asked
        assert session("Late").is_cancelled
        Message.objects.all().delete()
        for _twice in range(2):
            client.post(desk("restore", course, session("Late").pk))
        assert not session("Late").is_cancelled
        assert deeds.tell_sessions(limit=9) == 1
        assert deeds.tell_sessions(limit=9) == 0
        mail = Message.objects.get()
        assert mail.to_address.endswith(bob.email)
        assert "Late takes place after all, and your seat in it is kept." in mail.text
        assert "does not take place" not in mail.text
        (entry,) = rfc5545.read(bytes(mail.calendar)).within("VEVENT")
        assert "Late" in entry.one("DESCRIPTION").value
        assert chosen_by(Registration.objects.get(user=bob)) == {"Late"}

    def test_its_seats_are_those_of_who_had_them(self, course, bob, ada):
        join(course, bob, "Red")  # it has one seat
        deeds.cancel_session(session_id=session("Red").pk)
        deeds.tell_sessions(limit=9)
        deeds.restore_session(session_id=session("Red").pk)
        with pytest.raises(SessionFull):
            join(course, ada, "Red")

    def test_who_chose_another_at_that_time_keeps_the_other(self, course, bob, ada):
        mine = join(course, bob, "Red")
        deeds.cancel_session(session_id=session("Red").pk)
        deeds.tell_sessions(limit=9)
        change(mine, "Blue")
        Message.objects.all().delete()
        deeds.restore_session(session_id=session("Red").pk)
        join(course, ada, "Red")
        Message.objects.filter(recipient=ada).delete()
        assert deeds.tell_sessions(limit=9) == 1
        assert chosen_by(mine) == {"Blue"}
        mail = Message.objects.get()
        assert "Red takes place after all, but you have chosen another session" in mail.text
        assert "filled up" not in mail.text

    def test_who_has_not_heard_that_it_was_cancelled_hears_nothing(self, course, bob):
        join(course, bob, "Late")
        Message.objects.all().delete()
        deeds.cancel_session(session_id=session("Late").pk)
        deeds.restore_session(session_id=session("Late").pk)
        assert deeds.tell_sessions(limit=9) == 0

    def test_a_new_room_meanwhile_is_told_with_it(self, course, bob):
        join(course, bob, "Late")
        deeds.cancel_session(session_id=session("Late").pk)
        late = session("Late")
        late.room = "Cellar"
        deeds.save_session(session=late)
        deeds.restore_session(session_id=late.pk)
        Message.objects.all().delete()
        assert deeds.tell_sessions(limit=9) == 1
        assert "Cellar" in Message.objects.get().text

    def test_what_is_over_stays_cancelled(self, client, course, time_machine):
        late = session("Late")
        deeds.cancel_session(session_id=late.pk)
        time_machine.move_to(late.end + HOUR)
        answer = client.post(desk("restore", course, late.pk), follow=True)
        assert "The time of this session is over." in answer.content.decode()
        assert session("Late").is_cancelled

    def test_a_helper_who_only_looks_cannot_restore_it(self, client, course, bob):
        deeds.cancel_session(session_id=session("Late").pk)
        client.force_login(bob)
        EventRole.objects.create(event=course, user=bob, role="viewer")
        assert client.post(desk("restore", course, session("Late").pk)).status_code in (302, 403)
        assert session("Late").is_cancelled

    def test_a_new_time_tells_those_who_signed_up(self, course, bob):
        join(course, bob, "Late")
        Message.objects.all().delete()
        late = session("Late")
        late.start, late.end = late.start + HOUR, late.end + HOUR
        deeds.save_session(session=late)
        assert deeds.tell_sessions(limit=9) == 1
        mail = Message.objects.get()
        assert late.when_text in mail.text
        assert mail.calendar_method == "REQUEST"

    def test_words_are_no_news(self, course, bob):
        join(course, bob, "Late")
        late = session("Late")
        late.text = "More words"
        deeds.save_session(session=late)
        assert deeds.tell_sessions(limit=9) == 0

    def test_seats_are_not_lowered_below_those_taken(self, course, bob, ada):
        join(course, bob, "Blue")
        join(course, ada, "Blue")
        blue = session("Blue")
        blue.capacity = 1
        with pytest.raises(TooFewSeats, match="2 people"):
            deeds.save_session(session=blue)
        blue.capacity, blue.needs_sign_up = 5, False
        with pytest.raises(SessionHasPeople):
            deeds.save_session(session=blue)

    def test_a_stranger_and_a_viewer_may_not_change(self, client, course, bob):
        client.force_login(bob)
        assert client.get(desk("index", course)).status_code in (302, 403)
        EventRole.objects.create(event=course, user=bob, role="viewer")
        assert client.post(desk("cancel", course, session("Late").pk)).status_code in (302, 403)
        assert not session("Late").is_cancelled


@pytest.mark.django_db
class TestMovingTheEvent:
    def test_sessions_move_along_with_their_event(self, course, bob):
        join(course, bob, "Late")
        before = {one.title: one.day for one in course.own_sessions}
        week = timedelta(days=7)
        moved = publish(course, start=course.start + week, end=course.end + week)
        assert {one.title: one.day for one in moved.own_sessions} == {
            title: day + week for title, day in before.items()
        }
        assert deeds.tell_sessions(limit=9) == 1

    def form(self, course, bob, **hours):
        start = course.day
        shown = {name: f"{start + moment:%Y-%m-%d %H:%M}" for name, moment in hours.items()}
        data = fields(course, time_zone=course.time_zone, **shown)
        return editing_form(course, bob, data)

    def test_an_event_is_not_cut_short_of_a_session(self, course, bob):
        form = self.form(course, bob, start=0 * HOUR, end=HOUR)
        assert not form.is_valid()
        assert "These sessions would lie outside: Late," in str(form.errors["end"])
        assert "Red" not in str(form.errors["end"])

    def test_an_event_may_move_with_all_its_sessions(self, course, bob):
        day = timedelta(days=1)
        assert self.form(course, bob, start=day, end=day + 3 * HOUR).is_valid()
        assert not self.form(course, bob, start=day, end=day + HOUR).is_valid()

    def test_a_cancelled_session_stands_in_nobodys_way(self, course, bob):
        deeds.cancel_session(session_id=session("Late").pk)
        assert self.form(course, bob, start=0 * HOUR, end=HOUR).is_valid()


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def people(self, course):
        return [
            Guest(email=f"racer{number}@example.org", name=f"Racer {number}", parts=choice("Red"))
            for number in range(6)
        ]

    def race(self, course):
        deeds_at_once = [
            lambda guest=guest: actions.register_guest(
                event_id=course.pk, guest=guest, language="en"
            )
            for guest in self.people(course)
        ]
        answers = together(*deeds_at_once)
        return [one for one in answers if not isinstance(one, Refusal)]

    @pytest.fixture
    def slow(self, monkeypatch):
        from events.sessions import part

        real = part.taken_in

        def slowly(*args, **kwargs):
            taken = real(*args, **kwargs)
            time.sleep(0.1)
            return taken

        monkeypatch.setattr(part, "taken_in", slowly)

    def test_without_the_lock_a_session_is_oversold(self, course, slow, monkeypatch):
        from events import seats

        monkeypatch.setattr(seats, "lock_entry", lambda *, event_id: None)
        assert len(self.race(course)) > 1

    def test_with_the_lock_it_never_is(self, course, slow):
        assert len(self.race(course)) == 1
        assert SessionSeat.objects.count() == 1

    def test_a_session_is_not_taken_away_under_those_who_choose_it(self, course):
        guest = Guest(email="a@example.org", name="A", parts=choice("Red"))
        red = session("Red").pk
        together(
            lambda: actions.register_guest(event_id=course.pk, guest=guest, language="en"),
            lambda: deeds.delete_session(session_id=red),
        )
        is_there = Session.objects.filter(pk=red).exists()
        assert is_there is SessionSeat.objects.filter(session_id=red).exists()
        assert is_there is Registration.objects.exists()


@pytest.mark.django_db
def test_who_holds_no_seat_takes_none(course, bob):
    waiting = WaitingFactory(event=course)
    gone = RegistrationFactory(event=course, state=State.CANCELLED)
    for one in (waiting, gone):
        SessionSeat.objects.create(session=session("Red"), registration=one)
    assert chosen_by(join(course, bob, "Red")) == {"Red"}


@pytest.mark.django_db
def test_an_unknown_version_is_a_change(course):
    late = session("Late")
    with pytest.raises(SessionChanged):
        deeds.save_session(session=late, known={})
