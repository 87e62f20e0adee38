"""The tab "Letters": who may open it, writing, looking, planning, and a message to some people."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from events import parts
from events.letters import actions, audience, tasks
from events.letters.composing import Words
from events.letters.kinds import KINDS
from events.letters.models import EventLetters, OwnText, Plan, Recipient, Sending
from events.models import EventRole, State
from outbox.actions import suppress
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    HoldFactory,
    OfferFactory,
    RegistrationFactory,
    WaitingFactory,
    index_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """Let the tests ring for the worker themselves."""
    monkeypatch.setattr(tasks, "wake", lambda: None)


@pytest.fixture
def organiser(client, bob):
    """Sign in Bob, who may edit events and handle registrations."""
    group = Group.objects.create(name="Organisers")
    codes = ("access_admin", "view_registration", "change_registration")
    group.permissions.add(*Permission.objects.filter(codename__in=codes))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=index_page().page_ptr, permission=change)
    bob.groups.add(group)
    client.force_login(bob)
    return bob


def url(name, *args):
    return reverse(f"event_letters:{name}", args=args)


def words(**changes):
    known = {"subject": "Welcome, {name}", "body": "Bring a *cup*, {name}.", "do": "save"}
    return known | changes


class TestDoors:
    def addresses(self, event):
        plan = Plan.objects.create(event=event, number=3)
        sending = Sending.objects.create(event=event, title="x", due_at=timezone.now())
        return [
            url("overview", event.pk),
            url("settings", event.pk),
            url("sent", event.pk, sending.pk),
            url("add", event.pk),
            url("plan", event.pk, plan.pk),
            url("text", event.pk, "waiting_list", "en"),
            url("preview", event.pk, "waiting_list", "en"),
            url("plan_text", event.pk, plan.pk, "reminder", "fr"),
            url("plan_preview", event.pk, plan.pk, "reminder", "fr"),
            url("message", event.pk),
        ]

    def test_every_screen_opens(self, client, organiser, event):
        for address in self.addresses(event):
            assert client.get(address).status_code == 200, address

    def test_a_host_of_the_event_may_and_a_viewer_may_not(self, client, bob, event):
        bob.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(bob)
        role = EventRole.objects.create(event=event, user=bob, role="host")
        addresses = self.addresses(event)
        assert {client.get(one).status_code for one in addresses} == {200}
        for less in ("viewer", "door"):
            role.role = less
            role.save()
            assert {client.get(one).status_code for one in addresses} == {302}
            assert client.post(url("message", event.pk), {}).status_code == 302
            assert url("overview", event.pk) not in client.get("/admin/").content.decode()

    def test_events_of_others_stay_theirs(self, client, organiser, event):
        addresses = self.addresses(event)
        GroupPagePermission.objects.all().delete()
        for address in addresses:
            assert client.get(address).status_code == 302
            assert client.post(address, {"do": "save"}).status_code in {302, 405}

    def test_what_does_not_exist_is_not_found(self, client, organiser, event):
        plan = Plan.objects.create(event=EventFactory(), number=3)
        for address in (
            url("text", event.pk, "guest_confirm", "en"),
            url("text", event.pk, "address_confirm", "en"),
            url("text", event.pk, "reminder", "en"),
            url("text", event.pk, "waiting_list", "xx"),
            url("plan", event.pk, plan.pk),
            url("plan_text", event.pk, plan.pk, "reminder", "en"),
            url("sent", event.pk, 0),
        ):
            assert client.get(address).status_code == 404, address

    def test_the_screens_are_read_only_until_a_button_is_pressed(self, client, organiser, event):
        client.get(url("overview", event.pk))
        client.get(url("settings", event.pk))
        assert not EventLetters.objects.exists()


class TestWriting:
    def test_own_words_are_saved_shown_and_given_up(self, client, organiser, event):
        address = url("text", event.pk, "registration_confirmed", "en")
        assert "{when}" in client.get(address).content.decode()
        client.post(address, words())
        assert OwnText.objects.get().subject == "Welcome, {name}"
        page = client.get(address).content.decode()
        assert "Bring a *cup*" in page
        assert "English" in client.get(url("overview", event.pk)).content.decode()
        client.post(address, {"do": "remove"})
        assert not OwnText.objects.exists()
        assert PageLogEntry.objects.filter(action="letters.edit").count() == 2

    def test_a_wrong_placeholder_is_named_and_what_was_typed_is_kept(
        self, client, organiser, event
    ):
        address = url("text", event.pk, "waiting_list", "en")
        answer = client.post(address, words(body="My text {event.__class__} {join_link}"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "{event.__class__} is no placeholder" in page
        assert "{join_link} is no placeholder" in page
        assert "My text" in page
        assert not OwnText.objects.exists()

    def test_the_preview_shows_what_was_typed_and_saves_nothing(self, client, organiser, event):
        address = url("preview", event.pk, "registration_confirmed", "en")
        house = client.get(address).content.decode()
        assert "You are registered" in house
        typed = client.post(address, words())
        assert "Marta Example" in typed.content.decode()
        assert "<em>cup</em>" in typed.content.decode()
        assert "sandbox" in typed["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in typed["Content-Security-Policy"]
        text = client.post(address, words(**{"as": "text"}))
        assert text["Content-Type"].startswith("text/plain")
        assert text.content.decode().startswith("Welcome, Marta Example\n")
        wrong = client.post(address, words(body="{0}"))
        assert wrong.status_code == 422
        assert "{0} is no placeholder" in wrong.content.decode()
        assert not OwnText.objects.exists()
        assert not Message.objects.exists()

    def test_a_test_goes_to_me_only(self, client, organiser, event):
        RegistrationFactory(event=event)
        address = url("text", event.pk, "registration_confirmed", "en")
        page = client.post(address, words(do="test")).content.decode()
        assert Message.objects.get().to_address == organiser.email
        assert f"A test goes to {organiser.email}" in page
        assert "Bring a *cup*" in page
        assert not OwnText.objects.exists()

    def test_where_answers_go_and_what_is_handed_out(self, client, organiser, event):
        address = url("settings", event.pk)
        wrong = client.post(address, {"reply_to": "x", "materials": "Slides\nhttps://a.example"})
        assert "this does not: Slides" in wrong.content.decode()
        client.post(
            address, {"reply_to": "h@example.org", "materials": "Slides: https://a.example/1"}
        )
        page = client.get(url("overview", event.pk)).content.decode()
        assert "h@example.org" in page
        assert "https://a.example/1" in page


class TestPlanning:
    def plan(self, **changes):
        known = {"about": "reminder", "number": 7, "unit": "days", "anchor": "before-start"}
        return known | {"at_time": "", "is_on": "on"} | changes

    def test_a_reminder_is_planned_switched_off_and_given_up(self, client, organiser, event):
        said = client.post(url("add", event.pk), self.plan(), follow=True).content.decode()
        plan = Plan.objects.get()
        assert "Saved. It goes out" in said
        assert "Reminder, 7 days before the start" in said
        off = client.post(url("plan", event.pk, plan.pk), self.plan(is_on=""), follow=True)
        assert "switched off" in off.content.decode()
        client.post(url("plan", event.pk, plan.pk), {"do": "delete"})
        assert not Plan.objects.exists()

    def test_a_time_that_has_passed_is_said_to_have_passed(self, client, organiser, event):
        said = client.post(url("add", event.pk), self.plan(number=30), follow=True)
        assert "has passed: it is not sent" in said.content.decode()
        assert "its time had passed when it was planned" in said.content.decode()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"number": 0}, "greater than or equal to 1"),
            ({"number": 366}, "At most 365"),
            ({"number": 73, "unit": "hours"}, "At most 72"),
            ({"number": 10**30}, "number"),
            ({"number": "x"}, "whole number"),
            ({"at_time": "23:00"}, "Let people sleep"),
            ({"at_time": "09:00", "unit": "hours"}, "goes with days only"),
            ({"at_time": "25:99"}, "valid time"),
            ({"anchor": "after-end"}, "before the end"),
            ({"about": "follow_up"}, "after the end"),
            ({"about": "spam"}, "valid choice"),
        ],
        ids=str,
    )
    def test_what_makes_no_sense_is_refused_in_words(self, client, organiser, event, changes, said):
        answer = client.post(url("add", event.pk), self.plan(**changes))
        assert said in answer.content.decode()
        assert not Plan.objects.exists()

    def test_the_same_time_twice_is_refused(self, client, organiser, event):
        client.post(url("add", event.pk), self.plan())
        again = client.post(url("add", event.pk), self.plan())
        assert "There is one at this time already" in again.content.decode()
        assert Plan.objects.count() == 1


class Shoes(parts.Part):
    """A part that narrows by the first letter of a name."""

    key = "shoes"

    def filters(self, event):
        choices = (("m", "M"), ("n", "N"))
        return [
            parts.Filter(
                key="letter",
                label="First letter",
                choices=choices,
                where=lambda value: Q(name__istartswith=value),
            )
        ]


@pytest.fixture
def letter_filter(event, monkeypatch):
    """Let the event use the part with the filter."""
    monkeypatch.setitem(parts._PARTS, "shoes", Shoes())
    parts.note_use(event.pk, "shoes", is_used=True)


class TestMessages:
    def typed(self, **changes):
        known = {
            "states": ["confirmed"],
            "reply_to": "host@example.org",
            "subject-en": "About {event}",
            "body-en": "Dear {name}, see {link}",
            "do": "check",
        }
        return known | changes

    def ask(self, client, event, **changes):
        return client.post(url("message", event.pk), self.typed(**changes))

    def say_yes(self, client, event, page, **changes):
        shown = page.context
        data = self.typed(**changes) | {"do": "send", "uid": shown["uid"], "seen": shown["seen"]}
        return client.post(url("message", event.pk), data, follow=True)

    def test_write_see_say_yes(self, client, organiser, event):
        marta = RegistrationFactory(event=event, name="Marta Example")
        WaitingFactory(event=event, name="Walter Waiting")
        page = self.ask(client, event)
        text = page.content.decode()
        assert "Send it to 1 person?" in text
        assert "Marta Example" in text
        assert "Walter Waiting" not in text
        assert not Sending.objects.exists()
        done = self.say_yes(client, event, page).content.decode()
        assert "on its way" in done
        assert not Message.objects.exists()
        tasks.send_due()
        mail = Message.objects.get()
        assert mail.to_address == marta.email
        assert mail.subject == f"About {event.title}"
        assert mail.reply_to == "host@example.org"
        assert "Dear Marta Example" in mail.text
        assert "You" not in mail.subject
        sending = Sending.objects.get()
        assert (sending.by, sending.sent, sending.total) == (organiser, 1, 1)
        assert sending.audience_text == "Confirmed"
        log = client.get(url("sent", event.pk, sending.pk)).content.decode()
        assert "sent to 1 of 1" in log
        assert organiser.name in log
        assert PageLogEntry.objects.filter(action="letters.send").count() == 1

    def test_said_twice_it_is_one_message(self, client, organiser, event):
        RegistrationFactory(event=event)
        page = self.ask(client, event)
        for _ in range(3):
            self.say_yes(client, event, page)
            tasks.send_due()
        assert Sending.objects.count() == 1
        assert Message.objects.count() == 1

    def test_a_list_that_changed_meanwhile_is_shown_again(self, client, organiser, event):
        RegistrationFactory(event=event)
        page = self.ask(client, event)
        RegistrationFactory(event=event, name="Nora New")
        again = self.say_yes(client, event, page)
        assert "The list has changed" in again.content.decode()
        assert "Nora New" in again.content.decode()
        assert not Sending.objects.exists()
        self.say_yes(client, event, again)
        assert Sending.objects.get().total == 2

    def test_all_conditions_must_hold(self, client, organiser, event, industry, letter_filter):
        wanted = {"event": event, "name": "Marta", "group": industry, "language": "fr"}
        RegistrationFactory(**wanted)
        RegistrationFactory(**wanted | {"name": "Nora"})
        RegistrationFactory(**wanted | {"language": "en"})
        RegistrationFactory(**wanted | {"group": None})
        OfferFactory(**wanted)
        narrow = {"groups": [industry.pk], "languages": ["fr"], "part-letter": "m"}
        page = self.ask(client, event, **narrow)
        assert page.context["number"] == 1
        assert page.context["choice"] == "Confirmed; Industry; language: fr; First letter: M"

    def test_nobody_is_a_message_in_words(self, client, organiser, event, letter_filter):
        RegistrationFactory(event=event, name="Marta")
        page = self.ask(client, event, **{"part-letter": "n"})
        assert "Nobody is left" in page.content.decode()

    def test_the_unproven_the_refused_and_the_gone_cannot_be_chosen(self, client, organiser, event):
        for state in (State.CANCELLED, State.DECLINED, State.EXPIRED):
            RegistrationFactory(event=event, state=state)
        HoldFactory(event=event)
        OfferFactory(event=event, expires_at=timezone.now() - timedelta(seconds=1))
        RegistrationFactory(event=event, email="x@erased.invalid", name="")
        assert not audience.reachable(event).exists()
        page = client.get(url("message", event.pk)).content.decode()
        assert "There is nobody to write to yet" in page
        for state in ("pending", "cancelled", "declined", "expired", "nonsense"):
            assert self.ask(client, event, states=[state]).status_code == 422
        assert not Sending.objects.exists()

    def test_a_suppressed_address_is_marked_and_left_out(self, client, organiser, event):
        RegistrationFactory(event=event)
        RegistrationFactory(event=event, email="Gone@example.org")
        suppress(address="gone@example.org", reason="bounced")
        page = self.ask(client, event)
        assert "1 of them is left out" in page.content.decode()
        self.say_yes(client, event, page)
        tasks.send_due()
        assert Message.objects.filter(state="queued").count() == 1
        assert (Sending.objects.get().sent, Sending.objects.get().left_out) == (1, 1)

    def test_what_is_for_sure_seats_goes_to_nobody_else(self, client, organiser, event):
        RegistrationFactory(event=event)
        WaitingFactory(event=event)
        body = {"body-en": "Join: {join_link}"}
        wrong = self.ask(client, event, states=["confirmed", "waiting"], **body)
        assert "{join_link} is no placeholder of this mail" in wrong.content.decode()
        assert self.ask(client, event, **body).status_code == 200

    def test_each_person_gets_the_own_language_else_that_of_the_event(
        self, client, organiser, event
    ):
        for language in ("en", "fr", "de"):
            RegistrationFactory(event=event, email=f"{language}@example.org", language=language)
        french = {"subject-fr": "À propos", "body-fr": "Bonjour {name}"}
        page = self.ask(client, event, **french)
        self.say_yes(client, event, page, **french)
        tasks.send_due()
        mails = {mail.to_address[:2]: mail for mail in Message.objects.all()}
        assert mails["fr"].subject == "À propos"
        assert mails["fr"].language == "fr"
        assert mails["de"].subject == mails["en"].subject == f"About {event.title}"
        half = self.ask(client, event, **{"subject-fr": "À propos"})
        assert "Write subject and text, or neither" in half.content.decode()

    def test_who_cancels_meanwhile_gets_nothing(self, client, organiser, event):
        one, two = RegistrationFactory(event=event), RegistrationFactory(event=event)
        self.say_yes(client, event, self.ask(client, event))
        from events import actions as deeds

        deeds.cancel_registration(registration_id=one.pk)
        Message.objects.all().delete()
        tasks.send_due()
        assert Message.objects.get().to_address == two.email

    def test_a_message_can_be_stopped(self, client, organiser, event):
        RegistrationFactory.create_batch(3, event=event)
        self.say_yes(client, event, self.ask(client, event))
        actions.send_some(limit=1)
        sending = Sending.objects.get()
        page = client.get(url("sent", event.pk, sending.pk)).content.decode()
        assert "being sent: 1 of 3" in page
        client.post(url("stop", event.pk, sending.pk))
        tasks.send_due()
        assert Message.objects.count() == 1
        page = client.get(url("overview", event.pk)).content.decode()
        assert "stopped after 1 of 3" in page

    def test_new_questions_are_asked_with_the_link_to_answer(self, client, organiser, event):
        one = ApplicantFactory(event=event)
        page = client.get(f"{url('message', event.pk)}?about=questions")
        initial = page.context["form"].initial
        assert "{link}" in initial["body-en"]
        typed = {"states": ["approval"]} | {
            name: initial[name] for name in ("subject-en", "body-en")
        }
        self.say_yes(client, event, self.ask(client, event, **typed), **typed)
        tasks.send_due()
        mail = Message.objects.get()
        assert mail.to_address == one.email
        assert "/meet/seat/" in mail.text

    def test_the_preview_and_a_test_write_to_nobody_else(self, client, organiser, event):
        RegistrationFactory(event=event)
        preview = client.post(url("message_preview", event.pk), self.typed())
        assert "Marta Example" in preview.content.decode()
        wrong = client.post(url("message_preview", event.pk), self.typed(**{"body-en": "{x}"}))
        assert "{x} is no placeholder" in wrong.content.decode()
        self.ask(client, event, do="test")
        assert Message.objects.get().to_address == organiser.email
        assert not Sending.objects.exists()

    @pytest.mark.parametrize(
        "hostile",
        [
            {"uid": "x", "seen": "x"},
            {"uid": str(uuid.UUID(int=0)), "seen": ""},
            {"uid": "", "seen": "a" * 10_000},
        ],
        ids=str,
    )
    def test_a_forged_yes_shows_the_list_again(self, client, organiser, event, hostile):
        RegistrationFactory(event=event)
        answer = client.post(url("message", event.pk), self.typed(do="send", **hostile))
        assert answer.status_code == 200
        assert "Send it to 1 person?" in answer.content.decode()
        assert not Sending.objects.exists()

    def test_the_uid_of_a_foreign_message_leads_to_no_foreign_event(self, client, organiser, event):
        other = Sending.objects.create(
            event=EventFactory(), title="Secret", due_at=timezone.now(), texts={"en": {}}
        )
        RegistrationFactory(event=event)
        answer = client.post(
            url("message", event.pk),
            self.typed(do="send", uid=str(other.uid), seen=""),
            follow=True,
        )
        assert "Secret" not in answer.content.decode()

    def test_the_list_costs_few_queries_however_many_people(
        self, client, organiser, event, django_assert_max_num_queries
    ):
        RegistrationFactory.create_batch(30, event=event)
        self.ask(client, event)
        with django_assert_max_num_queries(30):
            self.ask(client, event)


def test_the_overview_costs_few_queries_however_much_was_sent(
    client, organiser, event, django_assert_max_num_queries
):
    for number in range(1, 12):
        plan = Plan.objects.create(event=event, number=number)
        sending = Sending.objects.create(
            event=event, plan=plan, title="x", due_at=plan.due_at, by=organiser
        )
        Recipient.objects.create(
            sending=sending, registration=RegistrationFactory(event=event), state="sent"
        )
    text = Words(subject="a", body="b", language="en")
    actions.keep_text(event=event, kind=KINDS["waiting_list"], words=text)
    client.get(url("overview", event.pk))
    with django_assert_max_num_queries(26):
        page = client.get(url("overview", event.pk)).content.decode()
    assert page.count("being sent: 1 of 0") >= 11
