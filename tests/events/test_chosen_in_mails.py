"""What somebody chose stands in the mails about the seat, and the place is that of their line."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions, mails, parts
from events.letters import actions as letters
from events.letters.composing import Words, preview
from events.letters.kinds import KINDS
from events.links import token_of
from events.models import EventPage, Registration, Session
from events.rows import Guest
from events.sessions import actions as session_deeds
from events.templatetags.events_tags import place_in_line
from outbox.models import Message
from tests.factories.events import EventFactory, RegistrationFactory, WaitingFactory
from tests.factories.pools import category_of, choosing, hybrid, pool_of, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """Return an event with a category and a session, and what somebody chooses of them."""
    event, here, _there = hybrid(on_site=1, online=5)
    session_deeds.save_session(
        session=Session(
            event=event,
            title="Red <workshop>",
            start=event.start,
            end=event.start + timedelta(minutes=30),
            needs_sign_up=True,
        )
    )
    key = str(Session.objects.get().pk)
    return EventPage.objects.get(pk=event.pk), choosing(here) | {"sessions": {"chosen": [key]}}


def kind(name):
    return Message.objects.get(kind__endswith=f"/{name}")


def fresh(registration):
    return Registration.objects.select_related("event__entry").get(pk=registration.pk)


class TestWords:
    @pytest.mark.parametrize(
        ("language", "said"), [("en", "How you take part: On site"), ("fr", "On site")]
    )
    def test_confirmation_line_and_offer_name_category_and_sessions(
        self, day, bob, ada, language, said
    ):
        event, chosen = day
        first = actions.register_member(
            event_id=event.pk, user=bob, language=language, given=chosen
        )
        actions.register_member(event_id=event.pk, user=ada, language=language, given=chosen)
        actions.cancel_registration(registration_id=first.pk)
        assert actions.offer_next(event_id=event.pk)
        for name in ("registration_confirmed", "waiting_list", "seat_offered"):
            mail = kind(name)
            assert said in mail.text, name
            assert "Red <workshop>" in mail.text, name
            assert "Red &lt;workshop&gt;" in mail.html, name
            assert said in mail.html, name

    def test_a_plain_event_says_nothing_of_it_and_asks_nothing(self, django_assert_num_queries):
        waits = fresh(WaitingFactory(event=EventFactory(capacity=1)))
        with django_assert_num_queries(1):
            assert parts.place_in_line(waits) == 1
        with django_assert_num_queries(0):
            assert parts.words([waits]) == {}
        mails.tell_place_in_line(waits)
        assert "How you take part" not in kind("waiting_list").text

    def test_it_costs_one_query_however_many_people(self, django_assert_num_queries):
        event, here, _there = hybrid(on_site=9)
        people = [fresh(seated(event, here)) for _number in range(4)]
        with django_assert_num_queries(1):
            assert len(parts.words(people)) == 4

    def test_own_words_say_it_below_unless_they_say_it_themselves(self, day, bob, ada):
        event, chosen = day
        for name, body in (
            ("registration_confirmed", "Welcome."),
            ("waiting_list", "You wait, {name}: {chosen}."),
        ):
            words = Words(subject="Hello", body=body, language="en")
            letters.keep_text(event=event, kind=KINDS[name], words=words)
        event = EventPage.objects.get(pk=event.pk)
        actions.register_member(event_id=event.pk, user=bob, language="en", given=chosen)
        actions.register_member(event_id=event.pk, user=ada, language="en", given=chosen)
        sure, waits = Message.objects.order_by("pk").values_list("text", flat=True)
        assert "Welcome." in sure
        assert "What you chose: How you take part: On site; Your sessions: " in sure
        assert "Red <workshop>" in sure
        assert "What you chose" not in waits
        assert "How you take part: On site" in waits

    def test_the_preview_of_an_event_with_sessions_and_categories_is_shown(self, day):
        event, _chosen = day
        for name in ("registration_confirmed", "waiting_list", "seat_offered"):
            words = Words(subject="Hello", body="Dear {name}", language="en")
            assert "Hello" in preview(event, KINDS[name], words, "en").subject
            assert event.title in preview(event, KINDS[name], None, "en").text


class TestPlace:
    def wait(self, event, category, name):
        guest = Guest(email=f"{name}@example.org", name=name, parts=choosing(category))
        found = actions.register_by_hand(
            event_id=event.pk, guest=guest, language="en", to="waiting"
        )
        return fresh(found)

    def test_each_category_has_a_line_of_its_own(self, client):
        event, here, there = hybrid(on_site=1, online=1)
        first = self.wait(event, here, "ann")
        others = [self.wait(event, there, name) for name in ("ben", "cem")]
        second = self.wait(event, here, "dan")
        assert [parts.place_in_line(one) for one in (first, *others, second)] == [1, 1, 2, 2]
        assert second.place_in_line == 4, "in the line of the whole event"
        mail = Message.objects.get(to_address="dan@example.org")
        assert "You are in place 2 of the line" in mail.text
        page = client.get(reverse("events:registration", args=(token_of(second),)))
        assert place_in_line(second) == 2
        assert "place 4" not in page.content.decode()
        actions.cancel_registration(registration_id=first.pk)
        assert parts.place_in_line(second) == 1

    def test_categories_that_share_a_pool_share_its_line(self):
        event = EventFactory(capacity=None, has_waiting_list=True)
        hall, kept = pool_of(event, "Hall", 1), pool_of(event, "Kept", 1)
        guest, partner = category_of(event, "Guests", hall), category_of(event, "P", hall, kept)
        event = EventPage.objects.get(pk=event.pk)
        self.wait(event, guest, "ann")
        assert parts.place_in_line(self.wait(event, partner, "ben")) == 2

    def test_without_a_pool_it_is_the_line_of_the_event(self):
        event, here, _there = hybrid(capacity=1)
        free = category_of(event, "Anyone")
        event = EventPage.objects.get(pk=event.pk)
        RegistrationFactory(event=event)
        self.wait(event, here, "ann")
        assert parts.place_in_line(self.wait(event, free, "ben")) == 2
        old = WaitingFactory(event=event, waiting_since=timezone.now())
        assert parts.place_in_line(fresh(old)) == 3, "registered before there were categories"
