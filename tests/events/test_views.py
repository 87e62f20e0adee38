"""The forms and links of an event's door, with good input and with every kind of bad one."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events import actions, views
from events.links import UnknownLink, link_to, registration_behind, token_of
from events.models import EventPage, Registration, State
from events.refusals import Busy, EventFull
from outbox.models import Message
from tests.events import rfc5545
from tests.factories.events import (
    EventFactory,
    HoldFactory,
    OfferFactory,
    PastEventFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def at(name, event):
    return reverse(f"events:{name}", args=(event.pk,))


def by(name, registration):
    return reverse(f"events:{name}", args=(token_of(registration),))


class TestGuestForm:
    def test_a_stranger_registers_without_cookie_or_token(self, event, form):
        client = Client(enforce_csrf_checks=True)
        response = client.post(
            at("register", event), form, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert response.status_code == 303
        assert not response.cookies
        registration = Registration.objects.get()
        assert registration.name == "Marta Example"
        assert registration.group.code == "industry"
        after = client.get(response["Location"])
        assert "Look into your mailbox" in text_of(after)
        assert not after.cookies

    def test_a_form_from_another_site_is_refused(self, client, event, form):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            response = client.post(at("register", event), form, headers=headers)
            assert response.status_code == 403
        assert not Registration.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("name", "", "Write your name"),
            ("name", "x" * 151, "at most 150"),
            ("name", "Win at https://spam.example", "without web addresses"),
            ("email", "", "Write your e-mail address"),
            ("email", "marta.example.org", "Write it with an @"),
            ("email", "a" * 250 + "@example.org", "at most 254"),
            ("email", "a@example.org\nBcc: b@example.org", "Write it with an @"),
            ("organisation", "x" * 201, "at most 200"),
            ("organisation", "nul\x00", "Null characters"),
            ("needs", "x" * 501, "at most 500"),
            ("group", "", "Choose the group"),
            ("group", "martians", "Choose one of the groups"),
            ("consent", "", "Without this"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
        self, client, event, form, field, value, words
    ):
        response = client.post(at("register", event), form | {field: value})
        page = text_of(response)
        assert response.status_code == 422
        assert words in page
        assert f"<h1>{event.title}</h1>" in page
        kept = "marta@example.org" if field != "email" else "Marta Example"
        assert f'value="{kept}"' in page
        assert not Registration.objects.exists()
        assert not response.cookies

    def test_an_empty_form_names_every_field_once(self, client, event):
        response = client.post(at("register", event), {})
        assert response.status_code == 422
        assert "4 answers need another look" in text_of(response)

    def test_a_huge_form_is_refused(self, client, event, form):
        response = client.post(at("register", event), form | {"needs": "x" * 3_000_000})
        assert response.status_code == 400
        assert not Registration.objects.exists()

    def test_machines_that_fill_in_everything_are_thanked_and_ignored(self, client, event, form):
        response = client.post(at("register", event), form | {"homepage": "https://spam.example"})
        assert response.status_code == 303
        assert not Registration.objects.exists()

    def test_a_full_event_keeps_what_was_typed(self, client, event, form):
        RegistrationFactory.create_batch(3, event=event)
        response = client.post(at("register", event), form)
        assert response.status_code == 409
        assert "The last seat has just been taken" in text_of(response)
        assert "waiting list" not in text_of(response)
        assert 'value="Marta Example"' in text_of(response)

    def test_busy_is_polite(self, client, event, form, monkeypatch):
        def busy(**_):
            raise Busy

        monkeypatch.setattr(actions, "register_guest", busy)
        response = client.post(at("register", event), form)
        assert response.status_code == 503
        assert "Try again in a few seconds" in text_of(response)

    @pytest.mark.parametrize(
        "changes",
        [{"is_cancelled": True}, {"registration_closes": timezone.now() - timedelta(days=1)}],
    )
    def test_a_shut_door_is_explained(self, client, form, changes):
        response = client.post(at("register", EventFactory(**changes)), form)
        assert response.status_code == 409
        assert not Registration.objects.exists()

    def test_a_double_click_gives_one_registration(self, client, event, form):
        assert [client.post(at("register", event), form).status_code for _ in range(2)] == [303] * 2
        assert Registration.objects.count() == Message.objects.count() == 1

    def test_opened_as_a_page_it_leads_to_the_event(self, client, event):
        response = client.get(at("register", event))
        assert response.status_code == 302
        assert response["Location"] == event.get_url()

    def test_too_often_is_answered_politely(self, client, event, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "events.register": "2/h"}
        for _time in range(2):
            client.post(at("register", event), {})
        assert client.post(at("register", event), {}).status_code == 429

    def test_hidden_and_unknown_events_are_not_there(self, client, event, form):
        EventPage.objects.update(live=False)
        assert client.post(at("register", event), form).status_code == 404
        assert client.post("/meet/999999/register/", form).status_code == 404
        assert client.get("/meet/999999/event.ics").status_code == 404

    def test_a_private_page_takes_no_guests_through_the_back_door(self, client, event, form):
        PageViewRestriction.objects.create(page=event.page_ptr, restriction_type="login")
        assert client.post(at("register", event), form).status_code == 404

    def test_in_another_language_the_mail_is_in_that_language(self, client, event, form):
        client.post(f"/de{at('register', event)}", form)
        assert Registration.objects.get().language == "de"


@pytest.mark.parametrize(
    ("name", "method"),
    [("register", "delete"), ("join", "put"), ("leave", "patch"), ("sent", "post")],
)
def test_wrong_methods_are_named_as_such(client, event, name, method):
    assert getattr(client, method)(at(name, event)).status_code == 405


class TestMember:
    def test_one_press(self, client, event, bob):
        client.force_login(bob)
        response = client.post(at("join", event), follow=True)
        page = text_of(response)
        assert response.redirect_chain == [(event.get_url(), 303)]
        assert "The calendar entry is on its way" in page
        assert "Your seat is sure" in page
        again = client.post(at("join", event), follow=True)
        assert "registered already" in text_of(again)
        assert Registration.objects.count() == 1

    def test_the_token_is_asked_for(self, event, bob):
        client = Client(enforce_csrf_checks=True)
        client.force_login(bob)
        assert client.post(at("join", event)).status_code == 403

    def test_signed_out_meanwhile_one_signs_in_first(self, client, event):
        response = client.post(at("join", event))
        assert response.status_code == 302
        assert "/accounts/login/?next=/" in response["Location"]
        response = client.get(at("leave", event))
        assert "/accounts/login/" in response["Location"]

    def test_a_full_event_says_so(self, client, event, bob):
        RegistrationFactory.create_batch(3, event=event)
        client.force_login(bob)
        assert "The last seat has just been taken" in text_of(
            client.post(at("join", event), follow=True)
        )

    def test_giving_the_seat_back_asks_once(self, client, event, bob):
        client.force_login(bob)
        client.post(at("join", event))
        assert "Give your seat back?" in text_of(client.get(at("leave", event)))
        assert Registration.objects.get().is_confirmed
        page = text_of(client.post(at("leave", event), follow=True))
        assert "Your registration is cancelled" in page
        assert Registration.objects.get().is_cancelled

    def test_nothing_to_give_back_leads_to_the_event(self, client, event, bob):
        client.force_login(bob)
        assert client.get(at("join", event))["Location"] == event.get_url()
        assert client.post(at("leave", event))["Location"] == event.get_url()

    def test_after_the_event_nothing_can_be_given_back(self, client, bob):
        event = PastEventFactory()
        RegistrationFactory(event=event, user=bob, email=bob.email)
        client.force_login(bob)
        page = text_of(client.post(at("leave", event), follow=True))
        assert "not open" in page
        assert Registration.objects.get().is_confirmed


class TestLink:
    def test_scanners_may_open_every_link_without_harm(self, client):
        hold = HoldFactory()
        for name in ("registration", "confirm", "cancel", "change", "own_calendar_file"):
            assert client.get(by(name, hold)).status_code in (200, 303)
        hold.refresh_from_db()
        assert hold.state == State.PENDING

    def test_one_press_confirms_and_the_second_says_the_same(self, client):
        hold = HoldFactory()
        page = client.get(by("registration", hold))
        assert "Confirm my seat" in text_of(page)
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
        for _time in range(2):
            response = client.post(by("confirm", hold), follow=True)
            assert response.status_code == 200
            assert "Your seat is sure" in text_of(response)
            assert "secret-room" in text_of(response)
        assert Message.objects.count() == 1
        assert not response.cookies

    def test_too_late(self, client):
        late = HoldFactory(expires_at=timezone.now() - timedelta(minutes=1))
        for response in (client.get(by("registration", late)), client.post(by("confirm", late))):
            assert response.status_code == 410
            assert "This link is too old" in text_of(response)

    def test_full_meanwhile(self, client, event):
        hold = HoldFactory(event=event)
        EventPage.objects.update(capacity=1)
        RegistrationFactory(event=event)
        response = client.post(by("confirm", hold))
        assert response.status_code == 409
        assert str(EventFull()) in text_of(response)

    def test_cancelling_asks_once_and_frees_the_seat(self, client, event):
        registration = RegistrationFactory(event=event)
        assert "Give your seat back?" in text_of(client.get(by("cancel", registration)))
        page = text_of(client.post(by("cancel", registration), follow=True))
        assert "Your registration is cancelled" in page
        assert EventPage.objects.get().seats.left == 3
        assert client.get(by("cancel", registration)).status_code == 303
        assert client.post(by("confirm", registration)).status_code == 303

    def test_after_the_event_it_is_too_late_to_cancel(self, client):
        registration = RegistrationFactory(event=PastEventFactory())
        assert client.post(by("cancel", registration)).status_code == 409
        assert "This event is over" in text_of(client.get(by("registration", registration)))

    def test_a_cancelled_event_says_so(self, client):
        registration = RegistrationFactory(event=EventFactory(is_cancelled=True))
        assert "This event is cancelled" in text_of(client.get(by("registration", registration)))

    def test_what_was_written_can_be_corrected(self, client, form):
        registration = RegistrationFactory()
        wrong = client.post(by("change", registration), form | {"name": ""})
        assert wrong.status_code == 422
        assert "Write your name" in text_of(wrong)
        done = client.post(by("change", registration), form, follow=True)
        assert "Your changes are saved" in text_of(done)
        registration.refresh_from_db()
        assert registration.name == "Marta Example"

    def test_what_is_cancelled_cannot_be_corrected(self, client, form):
        gone = RegistrationFactory(state=State.CANCELLED)
        assert client.post(by("change", gone), form).status_code == 303

    def test_the_calendar_file_is_for_those_with_a_seat(self, client):
        registration = RegistrationFactory()
        response = client.get(by("own_calendar_file", registration))
        assert b"secret-room" in response.content.replace(b"\r\n ", b"")
        rfc5545.read(response.content)

    @pytest.mark.parametrize("token", ["x", "~", "AAAA~forged", "%F0%9F~x", "a" * 4000])
    def test_forged_links_lead_nowhere_and_say_so(self, client, token):
        response = client.get(f"/meet/seat/{token}/")
        assert response.status_code == 404
        assert "leads nowhere" in text_of(response)

    def test_a_link_to_what_is_gone_or_of_another_kind_leads_nowhere(self):
        registration = RegistrationFactory()
        token = token_of(registration)
        registration.delete()
        odd = signing.Signer(salt="events.registration", sep="~").sign("abc")
        for wrong in (token, odd, token[:-1] + ("A" if token[-1] != "A" else "B")):
            with pytest.raises(UnknownLink):
                registration_behind(wrong)

    def test_an_old_key_still_opens_the_link(self, settings):
        registration = RegistrationFactory()
        token = token_of(registration)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-key-" + "y" * 50
        assert token_of(registration) != token
        assert registration_behind(token) == registration

    def test_the_secret_has_at_least_128_bits(self):
        secret = link_to(RegistrationFactory()).rstrip("/").rpartition("~")[2]
        assert len(secret) >= 22

    def test_a_press_from_another_site_is_refused(self, client):
        registration = RegistrationFactory()
        response = client.post(by("cancel", registration), headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
        assert registration_behind(token_of(registration)).is_confirmed


class TestLine:
    @pytest.fixture
    def full(self):
        event = EventFactory(capacity=1, has_waiting_list=True)
        RegistrationFactory(event=event)
        return event

    def test_the_same_form_leads_a_guest_into_the_line(self, client, full, form):
        page = text_of(client.get(full.get_url()))
        assert "Join the waiting list" in page
        response = client.post(at("register", full), form)
        assert response.status_code == 303
        assert "brings your registration" in text_of(client.get(response["Location"]))
        mine = Registration.objects.get(state=State.PENDING)
        page = text_of(client.get(by("registration", mine)))
        assert "Confirm my address" in page
        page = text_of(client.post(by("confirm", mine), follow=True))
        assert "You are in place 1 of the line" in page
        assert "Leave the line" in page
        assert "You lose your place" in text_of(client.get(by("cancel", mine)))
        page = text_of(client.post(by("cancel", mine), follow=True))
        assert "Your registration is cancelled" in page

    def test_a_member_queues_by_one_press_and_leaves(self, client, full, bob):
        client.force_login(bob)
        page = text_of(client.get(full.get_url()))
        assert "Join the waiting list" in page
        assert "Take a seat" not in page
        page = text_of(client.post(at("join", full), follow=True))
        assert "You are on the waiting list, in place 1" in page
        assert "You are in place 1 of the line" in page
        assert "on the waiting list already" in text_of(client.post(at("join", full), follow=True))
        page = text_of(client.post(at("leave", full), follow=True))
        assert "Your registration is cancelled." in page

    def test_scanners_accept_and_decline_nothing(self, client, full):
        mine = OfferFactory(event=full)
        page = text_of(client.get(by("registration", mine)))
        assert "Accept the seat" in page
        assert "Decline the seat" in page
        for name in ("accept", "decline"):
            assert client.get(by(name, mine)).status_code == 303
        mine.refresh_from_db()
        assert mine.is_offered

    def test_accepted_in_two_tabs_the_second_says_the_same(self, client, full):
        Registration.objects.all().delete()
        mine = OfferFactory(event=full)
        for _tab in range(2):
            page = text_of(client.post(by("accept", mine), follow=True))
            assert "Your seat is sure" in page
        assert "Your seat is sure" in text_of(client.post(by("decline", mine), follow=True))
        assert Message.objects.count() == 1

    def test_declined_it_is_over(self, client, full):
        mine = OfferFactory(event=full)
        page = text_of(client.post(by("decline", mine), follow=True))
        assert "You have no seat at this event" in page
        response = client.post(by("accept", mine))
        assert response.status_code == 410
        assert "This offer is over" in text_of(response)

    def test_an_offer_that_ran_out_says_so(self, client, full):
        mine = OfferFactory(event=full, expires_at=timezone.now() - timedelta(seconds=1))
        for response in (client.get(by("registration", mine)), client.post(by("accept", mine))):
            assert response.status_code == 410
            assert "This offer is over" in text_of(response)

    def test_an_offer_for_a_room_that_shrank_is_explained(self, client, full):
        response = client.post(by("accept", OfferFactory(event=full)))
        assert response.status_code == 409
        assert "The last seat has just been taken" in text_of(response)

    def test_a_press_from_another_site_is_refused(self, client, full):
        mine = OfferFactory(event=full)
        for name in ("accept", "decline"):
            response = client.post(by(name, mine), headers={"Sec-Fetch-Site": "cross-site"})
            assert response.status_code == 403
        mine.refresh_from_db()
        assert mine.is_offered

    def test_the_member_finds_the_offer_on_the_page_of_the_event(self, client, full, bob):
        mine = OfferFactory(event=full, user=bob, email=bob.email)
        client.force_login(bob)
        page = text_of(client.get(full.get_url()))
        assert by("registration", mine) in page
        assert mine.deadline_text in page

    def test_where_staff_decide_one_asks(self, client, bob, form):
        event = EventFactory(needs_approval=True)
        assert "then the organisers decide who comes" in text_of(client.get(event.get_url()))
        client.force_login(bob)
        assert "Ask for a seat" in text_of(client.get(event.get_url()))
        page = text_of(client.post(at("join", event), follow=True))
        assert "The organisers look at your registration" in page
        assert "We look at your registration" in page
        mine = Registration.objects.get()
        page = text_of(client.get(by("registration", mine)))
        assert "We look at your registration" in page
        assert "Correct what I wrote" in page


def test_anyone_may_take_the_date_home_without_the_link(client, event):
    response = client.get(at("calendar_file", event))
    assert response["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    calendar = rfc5545.read(response.content)
    (entry,) = calendar.within("VEVENT")
    assert entry.one("UID").value == f"{event.uid}@testserver"
    assert b"secret-room" not in response.content
    assert not response.cookies


def test_the_viewer_of_a_strangers_request_is_nobody(rf):
    assert views.viewer_of(rf.get("/")) is None
