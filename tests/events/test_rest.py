"""Times in words, mails, the sample, data rights and the pieces on other pages."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from community.members.rights import erase_person, export_person
from events import actions, sample, times
from events.models import EventIndexPage, EventPage, Registration, State
from events.models.seats import Seats
from events.models.wording import left_text
from outbox.delivery import deliver_due
from outbox.models import Message
from tests.events import rfc5545
from tests.factories.events import (
    EventFactory,
    HoldFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db


class TestTimes:
    start = datetime(2026, 12, 3, 13, 0, tzinfo=UTC)

    def test_a_time_reads_as_people_say_it(self):
        end = self.start + timedelta(minutes=90)
        words = times.when_text(self.start, end, "Europe/Brussels")
        assert words == "Thu 3 December 2026, 14:00 to 15:30 (Brussels)"

    def test_over_midnight_the_second_day_is_named(self):
        end = self.start + timedelta(days=1)
        words = times.hours_text(self.start, end, "Europe/Brussels")
        assert words == "14:00 to Fri 4 December 2026, 14:00 (Brussels)"

    def test_in_another_language(self):
        with override("fr"):
            assert "décembre 2026" in times.moment_text(self.start, "Europe/Paris")

    @given(
        zone=st.sampled_from([name for name, _label in times.time_zones()]),
        shown=st.datetimes(
            datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2060-01-01")
        ),
    )
    def test_what_is_typed_is_what_is_shown(self, zone, shown):
        try:
            moment = times.from_the_wall(shown, zone)
        except times.NoSuchTime:
            return
        assert times.on_the_wall(moment, zone) == shown


class TestSeats:
    @pytest.mark.parametrize(
        ("seats", "words"),
        [
            (Seats(capacity=None, confirmed=9), ""),
            (Seats(capacity=3, confirmed=2), "1 of 3 seats left"),
            (Seats(capacity=3, confirmed=2, held=1), "No seat free just now"),
            (Seats(capacity=3, confirmed=3), "Full"),
            (Seats(capacity=3, confirmed=5), "Full"),
        ],
    )
    def test_they_are_said_honestly(self, seats, words):
        assert left_text(seats) == words


class TestMails:
    @pytest.fixture(autouse=True)
    def empty_memory(self):
        from outbox.transports import MemoryTransport

        MemoryTransport.forget()
        yield MemoryTransport
        MemoryTransport.forget()

    def sent(self, memory):
        deliver_due()
        return [message_from_bytes(raw, policy=default) for raw in self.raws(memory)]

    @staticmethod
    def raws(memory):
        return [getattr(mail, "raw", mail) for mail in memory.sent]

    @pytest.mark.django_db(transaction=True)
    def test_the_invitation_stands_where_every_program_looks(self, marta, empty_memory):
        event = EventFactory()
        hold = actions.register_guest(event_id=event.pk, guest=marta, language="en")
        actions.confirm_registration(registration_id=hold.pk)
        ask, confirmation = self.sent(empty_memory)
        assert ask["Subject"] == f"Confirm your seat: {event.title}"
        assert ask["To"] == "marta@example.org"
        assert confirmation["To"] == "Marta Example <marta@example.org>"
        kinds = [part.get_content_type() for part in confirmation.walk()]
        assert kinds == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
        ]
        part = next(p for p in confirmation.walk() if p.get_content_type() == "text/calendar")
        assert part.get_param("method") == "REQUEST"
        calendar = rfc5545.read(part.get_payload(decode=True))
        (entry,) = calendar.within("VEVENT")
        assert entry.one("ATTENDEE").value == "mailto:marta@example.org"
        assert "secret-room" in entry.one("CONFERENCE").value
        text = confirmation.get_body(("plain",)).get_content()
        assert event.when_text in text
        assert "/meet/seat/" in text
        html = confirmation.get_body(("html",)).get_content()
        assert "secret-room" in html

    def test_every_mail_exists_in_every_language(self, bob, marta):
        for language in ("en", "fr", "de", "es", "it"):
            event = EventFactory()
            registration = WaitingFactory(event=event, language=language)
            from events import mails

            for write in (
                mails.ask_for_confirmation,
                mails.ask_for_address,
                mails.tell_wait_for_approval,
                lambda one: mails.tell_decline(one, "The room is small."),
                mails.tell_place_in_line,
                mails.offer,
                mails.tell_offer_over,
                mails.remind,
                mails.confirm,
                mails.take_leave,
                mails.tell_change,
            ):
                write(registration)
            event.is_cancelled = True
            registration.event = event
            mails.tell_change(registration)
        assert Message.objects.count() == 60
        assert not Message.objects.filter(text__contains="{{").exists()
        offers = Message.objects.filter(kind="events/seat_offered")
        assert len({mail.subject.partition(":")[0] for mail in offers}) == 5

    def test_a_name_cannot_break_out_of_its_header(self, event):
        registration = RegistrationFactory(event=event, name='Eve" <all@example.org>, "x')
        actions.cancel_registration(registration_id=registration.pk)
        mail = Message.objects.get()
        assert mail.to_address == registration.email
        assert "all@example.org" not in mail.to_name

    def test_mails_about_one_registration_keep_their_order(self, event, marta):
        hold = actions.register_guest(event_id=event.pk, guest=marta, language="en")
        actions.confirm_registration(registration_id=hold.pk)
        actions.cancel_registration(registration_id=hold.pk)
        assert set(Message.objects.values_list("topic", flat=True)) == {f"registration-{hold.uid}"}


class TestSample:
    def test_the_sample_loads_once(self, people):
        from pages import sample as pages_sample

        pages_sample.load(people)
        for _time in range(2):
            sample.load(people)
        assert EventIndexPage.objects.count() == 1
        assert EventPage.objects.live().count() == 9
        workshop = EventPage.objects.get(slug="a-morning-in-a-workshop")
        assert (workshop.seats.left, workshop.seats.waiting) == (0, 1)
        choosy = EventPage.objects.get(slug="buyers-meet-makers")
        assert choosy.registrations.filter(state="approval").count() == 2
        assert Message.objects.count() == 0
        assert people["editor"].has_perm("events.change_registration")
        clinic = EventPage.objects.get(slug="bring-your-draft")
        assert clinic.seats.left == 1
        assert clinic.format_code == "online"
        assert clinic.programme[0].value["time"].hour == 14
        past = EventPage.objects.get(slug="fair-terms-in-45-minutes")
        assert past.is_over
        assert 'linktype="page"' in str(past.body.raw_data[2])

    def test_the_sample_shows_categories_codes_invitations_and_groups(self, people):
        from events.groups import sample as groups
        from events.invitations import sample as invitations
        from events.pools import sample as pools
        from pages import sample as pages_sample

        pages_sample.load(people)
        sample.load(people)
        for _time in range(2):
            for room in (pools, invitations, groups):
                room.load(people)
        choosy = EventPage.objects.get(slug="buyers-meet-makers")
        assert choosy.entry.parts == ["pools"]
        assert choosy.categories.count() == 3
        workshop = EventPage.objects.get(slug="build-the-toolbox-with-us")
        assert workshop.entry.parts == ["groups", "invitations"]
        assert workshop.invitations.count() == 3
        assert Message.objects.count() == 0

    def test_without_a_home_page_nothing_is_loaded(self, people):
        sample.load(people)
        assert not EventIndexPage.objects.exists()

    @pytest.mark.parametrize(
        ("today", "day"),
        [
            (date(2026, 11, 23), date(2026, 11, 25)),
            (date(2026, 11, 26), date(2026, 11, 30)),
            (date(2026, 11, 27), date(2026, 11, 30)),
        ],
    )
    def test_nobody_meets_on_a_weekend(self, today, day):
        assert sample.day_of({"starts_in_days": 2}, today) == day


class TestRights:
    def test_a_person_gets_all_that_is_held(self, bob):
        RegistrationFactory(user=bob, email=bob.email)
        HoldFactory(email=bob.email.upper())
        RegistrationFactory()
        told = export_person(email=bob.email, user=bob)["events"]
        assert len(told) == 2
        assert {row["state"] for row in told} == {"confirmed", "pending"}

    def test_an_erased_person_frees_the_seat_and_stays_a_number(self, bob, industry):
        coming = RegistrationFactory(user=bob, email=bob.email, group=industry, needs="A ramp")
        past = RegistrationFactory(
            event=PastEventFactory(), user=bob, email=bob.email, group=industry
        )
        erase_person(email=bob.email, user=bob)
        coming.refresh_from_db()
        past.refresh_from_db()
        assert coming.state == State.CANCELLED
        assert past.state == State.CONFIRMED
        for row in (coming, past):
            assert row.user is None
            assert row.name == row.needs == ""
            assert row.email.endswith("@erased.invalid")
            assert row.group == industry


class TestPieces:
    def render(self, text, **context):
        return Template("{% load events_tags %}" + text).render(Context(context))

    def test_the_next_events_by_two_queries_and_the_vocabulary(self, django_assert_num_queries):
        for days in (9, 3, 6, 12):
            EventFactory(start=timezone.now() + timedelta(days=days), title=f"In {days} days")
        PastEventFactory(title="Gone")
        EventFactory(title="Off", is_cancelled=True, start=timezone.now() + timedelta(days=1))
        self.render("{% upcoming_events 3 %}")  # the address of the site is looked up once
        with django_assert_num_queries(3):
            text = self.render("{% upcoming_events 3 %}")
        order = [text.index(f">In {days} days</a>") for days in (3, 6, 9)]
        assert order == sorted(order)
        assert "In 12" not in text
        assert "Gone" not in text
        assert "Off" not in text

    def test_only_events_in_the_language_of_the_page(self, event):
        from wagtail.models import Locale

        french = Locale.objects.create(language_code="fr")
        page = EventPage.objects.get(pk=event.pk)
        assert event.title in self.render("{% upcoming_events %}", page=page)
        page.locale = french
        assert event.title not in self.render("{% upcoming_events %}", page=page)

    def test_without_events_it_says_what_will_stand_there(self, db):
        assert "The next event will stand here" in self.render("{% upcoming_events %}")

    def test_ones_own_registrations(self, bob):
        mine = RegistrationFactory(user=bob, email=bob.email)
        hold = HoldFactory(email=bob.email)
        off = RegistrationFactory(email=bob.email, event=EventFactory(is_cancelled=True))
        RegistrationFactory()
        RegistrationFactory(email=bob.email, event=PastEventFactory(title="Long ago"))
        text = self.render("{% my_registrations %}", viewer=bob)
        for registration in (mine, hold, off):
            assert registration.event.title in text
        assert "Waiting for confirmation" in text
        assert "cancelled" in text
        assert "Long ago" not in text
        assert Registration.objects.count() == 5

    def test_a_stranger_has_none(self, db):
        assert "not registered for anything" in self.render("{% my_registrations %}", viewer=None)
