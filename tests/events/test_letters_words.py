"""Own words in the mails of the core: used where they are, never where they must not be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import actions, mails
from events.letters import actions as letters
from events.letters.composing import Words, known_names, preview
from events.letters.kinds import KINDS
from events.letters.models import OwnText, Plan
from events.letters.placeholders import register_placeholder
from events.letters.starters import starter
from events.models import CalendarEntry, Registration, State
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr")


def keep(event, kind="registration_confirmed", language="en", **words):
    known = {"subject": "Welcome, {name}", "body": "Bring a *cup*.\n\n{when}"} | words
    letters.keep_text(event=event, kind=KINDS[kind], words=Words(language=language, **known))


def confirmed(event, **fields):
    """Let a guest confirm, and return the registration as it is then."""
    one = RegistrationFactory.build(event=event, **fields)
    one.save()
    one = Registration.objects.select_related("event__entry", "user").get(pk=one.pk)
    mails.confirm(one)
    return one


class TestTheSeam:
    def test_a_confirmation_goes_out_in_own_words_with_all_that_must_be_there(self, event):
        keep(event, body="Bring a *cup*, {name}.")
        one = confirmed(event, name="Marta Example")
        mail = Message.objects.get()
        assert mail.subject == "Welcome, Marta Example"
        assert "Bring a cup, Marta Example." in mail.text
        assert "<em>cup</em>" in mail.html
        assert "The seat is yours" not in mail.text
        for body in (mail.text, mail.html):
            assert "See, correct or cancel my registration" in body
            assert "You get this because" in body
        assert mail.text.count("/meet/seat/") == 1
        assert mail.calendar_method == "REQUEST"
        assert str(one.event.uid).encode() in bytes(mail.calendar).replace(b"\r\n ", b"")
        assert mail.topic == one.topic

    def test_other_events_and_other_mails_keep_the_words_of_the_house(self, event):
        keep(event, "waiting_list")
        confirmed(event)
        confirmed(EventFactory())
        assert [mail.subject.partition(":")[0] for mail in Message.objects.all()] == [
            "You are registered",
            "You are registered",
        ]

    def test_an_event_without_own_words_pays_no_query_and_one_with_them_one(self, event):
        def queries(event):
            one = RegistrationFactory(event=event)
            one = Registration.objects.select_related("event__entry", "user").get(pk=one.pk)
            mails.confirm(one)  # fills the caches
            with CaptureQueriesContext(
                connection,
            ) as found:
                mails.confirm(one)
            return len(found)

        plain = queries(event)
        assert not any("own_text" in one["sql"] for one in connection.queries_log)
        other = EventFactory()
        keep(other)
        assert queries(other) == plain + 1

    def test_the_mark_goes_with_the_last_text(self, event):
        keep(event)
        keep(event, language="fr")
        assert CalendarEntry.objects.get(event=event).parts == ["letters"]
        for language in ("en", "fr"):
            letters.remove_text(
                event=event, kind=KINDS["registration_confirmed"], language=language
            )
        assert CalendarEntry.objects.get(event=event).parts == []
        confirmed(event)
        assert "You are registered" in Message.objects.get().subject

    def test_saving_again_replaces(self, event):
        keep(event)
        keep(event, subject="Other")
        assert OwnText.objects.get().subject == "Other"

    @pytest.mark.parametrize(
        ("person", "expected"), [("fr", "Bienvenue"), ("en", "Welcome"), ("de", "Welcome")]
    )
    def test_the_text_is_in_the_persons_language_else_in_that_of_the_event(
        self, event, person, expected
    ):
        keep(event, subject="Welcome", language="en")
        keep(event, subject="Bienvenue", language="fr")
        confirmed(event, language=person)
        mail = Message.objects.get()
        assert mail.subject == expected
        assert mail.language == ("fr" if expected == "Bienvenue" else "en")

    def test_without_a_text_in_either_language_the_house_speaks(self, event):
        keep(event, language="it")
        confirmed(event)
        assert "You are registered" in Message.objects.get().subject

    @pytest.mark.parametrize("kind", ["guest_confirm", "address_confirm"])
    def test_a_mail_to_an_address_that_nobody_has_proven_is_never_in_own_words(
        self, event, marta, kind
    ):
        assert kind not in KINDS
        keep(event)
        OwnText.objects.create(
            event=event, kind=kind, language="en", subject="Buy {name}", body="Evil {name}"
        )
        event.has_waiting_list, event.capacity = True, 1 if kind == "address_confirm" else 3
        event.save()
        if kind == "address_confirm":
            RegistrationFactory(event=event)
        actions.register_guest(event_id=event.pk, guest=marta, language="en")
        mail = Message.objects.get()
        assert mail.kind == f"events/{kind}"
        assert "Evil" not in mail.text
        assert "Marta" not in mail.text

    def test_a_text_that_cannot_be_used_holds_no_mail_back(self, event, caplog):
        keep(event)
        register_placeholder("broken", "x", lambda person: 1 / 0)
        try:
            OwnText.objects.update(body="{broken}")
            confirmed(event)
        finally:
            from events.letters import placeholders

            del placeholders._KNOWN["broken"]
        assert "You are registered" in Message.objects.get().subject
        assert "cannot be used" in caplog.text

    def test_a_placeholder_that_is_gone_leaves_nothing(self, event):
        keep(event, body="Survey: {survey_of_old}.")
        confirmed(event)
        assert "Survey: ." in Message.objects.get().text


class TestWhatMustBeSaid:
    def test_the_reason_of_a_refusal_is_there_whatever_the_text_says(self, event, bob):
        keep(event, "registration_declined", body="No, {name}.")
        one = ApplicantFactory(event=event)
        actions.decline_registration(registration_id=one.pk, by=bob, reason="No <room>")
        mail = Message.objects.get()
        assert "Reason: No <room>" in mail.text
        assert "No &lt;room&gt;" in mail.html

    def test_where_the_text_says_it_it_is_not_said_twice(self, event, bob):
        keep(event, "registration_declined", body="No, because: {reason}")
        one = ApplicantFactory(event=event)
        actions.decline_registration(registration_id=one.pk, by=bob, reason="no [room](x)")
        mail = Message.objects.get()
        assert mail.text.count("no [room](x)") == 1
        assert '<a href="x"' not in mail.html

    def test_an_offer_says_until_when(self, event, bob):
        keep(event, "seat_offered", body="Come!")
        one = WaitingFactory(event=event)
        actions.offer_seat(registration_id=one.pk, by=bob)
        one.refresh_from_db()
        mail = Message.objects.get()
        assert f"Please answer until: {one.deadline_text}" in mail.text
        assert "/meet/seat/" in mail.text

    def test_a_change_says_the_new_time_and_place(self, event):
        keep(event, "event_changed", body="It has moved. {when}")
        one = RegistrationFactory(event=event)
        mails.tell_change(Registration.objects.select_related("event__entry").get(pk=one.pk))
        mail = Message.objects.get()
        assert "Where: Online" in mail.text
        assert "When:" not in mail.text
        assert mail.calendar

    def test_the_place_in_the_line(self, event):
        keep(event, "waiting_list", body="You are number {place}.")
        one = WaitingFactory(event=event)
        mails.tell_place_in_line(Registration.objects.select_related("event__entry").get(pk=one.pk))
        assert "You are number 1." in Message.objects.get().text


class TestWhoMayReadWhat:
    SECRET = "https://meet.example.org/secret-room"

    @pytest.mark.parametrize("key", KINDS)
    def test_the_link_to_join_is_known_only_where_the_seat_is_sure(self, event, key):
        sure = KINDS[key].state in {State.CONFIRMED, State.ATTENDED, State.NO_SHOW}
        assert ("join_link" in known_names(KINDS[key], event)) == sure

    def test_where_it_got_there_anyway_nothing_stands(self, event):
        keep(event, "waiting_list", body="Join: {join_link} {calendar_links} {materials}")
        one = WaitingFactory(event=event)
        mails.tell_place_in_line(Registration.objects.select_related("event__entry").get(pk=one.pk))
        mail = Message.objects.get()
        assert self.SECRET not in mail.text + mail.html

    def test_a_cancelled_event_has_nothing_to_join(self, event):
        keep(event, "event_cancelled", body="Join: {join_link}")
        event.is_cancelled = True
        event.save()
        one = RegistrationFactory(event=event)
        mails.tell_change(Registration.objects.select_related("event__entry").get(pk=one.pk))
        assert self.SECRET not in Message.objects.get().text

    def test_a_name_is_a_name_in_every_part(self, event):
        keep(event, subject="For {name}", body="Dear {name}")
        confirmed(event, name="<b>*Marta*</b> [x](https://evil.example)")
        mail = Message.objects.get()
        assert mail.subject == "For <b>*Marta*</b> [x](https://evil.example)"
        assert "Dear <b>*Marta*</b> [x](https://evil.example)" in mail.text
        assert "<b>*Marta" not in mail.html
        assert 'href="https://evil.example"' not in mail.html


class TestLookingAndTrying:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("key", KINDS)
    def test_every_mail_can_be_looked_at_with_and_without_own_words(self, event, key, language):
        house = preview(event, KINDS[key], None, language)
        assert house.subject
        assert str(event.title) in house.text
        own = preview(event, KINDS[key], starter(key, language), language)
        assert "Marta Example" in own.text
        assert "{" not in own.text.split("\n-- \n")[0]
        assert Message.objects.count() == 0
        assert Registration.objects.count() == 0

    @pytest.mark.parametrize("key", KINDS)
    def test_what_a_form_begins_with_is_valid(self, event, key):
        from events.letters.forms import TextForm

        words = starter(key, "en")
        known = known_names(KINDS[key], event)
        typed = TextForm({"subject": words.subject, "body": words.body}, known=known, language="en")
        assert typed.is_valid(), typed.errors

    def test_a_test_goes_to_me_and_says_that_it_is_one(self, event, bob):
        words = starter("registration_confirmed", "en")
        mail = letters.send_test(
            event=event, kind=KINDS["registration_confirmed"], words=words, to=bob
        )
        assert mail.to_address == bob.email
        assert mail.subject.startswith("Test: ")
        assert "Marta Example" in mail.text
        assert not mail.calendar

    def test_another_room_brings_a_placeholder(self, event):
        from events.letters import placeholders
        from events.letters.placeholders import Link

        register_placeholder(
            "survey",
            "the survey",
            lambda person: Link(url=f"https://s.example/{person.event_id}", text="Survey"),
            lambda person: person.has_come,
            is_link=True,
        )
        try:
            known = {key: known_names(kind, event) for key, kind in KINDS.items()}
            assert [key for key in KINDS if "survey" in known[key]] == ["follow_up_came"]
            words = Words(subject="x", body="{survey}", language="en")
            mail = preview(event, KINDS["follow_up_came"], words, "en")
            assert f"Survey (https://s.example/{event.pk})" in mail.text
        finally:
            del placeholders._KNOWN["survey"]


def test_a_plan_has_words_of_its_own(event):
    plan = Plan.objects.create(event=event, number=1)
    words = Words(subject="Soon", body="x", language="en")
    letters.keep_text(event=event, kind=KINDS["reminder"], words=words, plan=plan)
    assert CalendarEntry.objects.get(event=event).parts == []  # the core need not ask
    plan.delete()
    assert not OwnText.objects.exists()
