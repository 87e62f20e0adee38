"""The event's page and the list of events, as strangers and members see them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import EventPage, State
from tests.factories.events import (
    EventFactory,
    HoldFactory,
    PastEventFactory,
    RegistrationFactory,
    index_page,
)
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db
QUERY_BUDGET = 12


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def see(client, event):
    return client.get(event.get_url())


def test_a_stranger_sees_time_seats_and_the_form_and_gets_no_cookie(client, event):
    RegistrationFactory(event=event)
    HoldFactory(event=event)
    response = see(client, event)
    page = text_of(response)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "1 of 3 left, 1 waits for its guest to confirm" in page
    assert f'datetime="{event.start_stamp}"' in page
    assert 'data-zone="Europe/Brussels"' in page
    assert 'name="email"' in page
    assert "csrfmiddlewaretoken" not in page


def test_the_link_to_join_is_for_the_registered_only(client, event, bob):
    assert "secret-room" not in text_of(see(client, event))
    client.force_login(bob)
    assert "secret-room" not in text_of(see(client, event))
    RegistrationFactory(event=event, user=bob, email=bob.email)
    assert "secret-room" in text_of(see(client, event))


def test_a_member_sees_one_button_and_no_form(client, event, bob):
    client.force_login(bob)
    page = text_of(see(client, event))
    assert "Take a seat" in page
    assert 'name="email"' not in page
    assert "csrfmiddlewaretoken" in page


def test_a_member_with_a_seat_is_told_so_even_when_it_is_full(client, bob):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, user=bob, email=bob.email)
    client.force_login(bob)
    assert "You are registered" in text_of(see(client, event))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_cancelled": True, "cancelled_because": "The hall is flooded."}, "hall is flooded"),
        ({"registration_closes": timezone.now() - timedelta(hours=1)}, "Registration is closed"),
        ({"registration_opens": timezone.now() + timedelta(hours=1)}, "not open yet"),
        ({"start": timezone.now() - timedelta(days=2)}, "This event is over"),
        ({"capacity": None}, "Room for everyone"),
    ],
)
def test_a_shut_door_says_why(client, changes, words):
    page = text_of(see(client, EventFactory(**changes)))
    assert words in page
    assert ('name="email"' in page) == (words == "Room for everyone")


def test_a_full_event_says_so_instead_of_showing_a_form(client):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    page = text_of(see(client, event))
    assert "All seats are taken" in page
    assert 'name="email"' not in page


def test_seats_that_are_only_held_may_come_back(client):
    event = EventFactory(capacity=1)
    HoldFactory(event=event)
    assert "One seat is held for a guest" in text_of(see(client, event))


def test_the_list_shows_what_is_coming_before_what_is_over(client):
    later = EventFactory(title="Later", start=timezone.now() + timedelta(days=20))
    EventFactory(title="Sooner", start=timezone.now() + timedelta(days=2))
    EventFactory(title="Off", is_cancelled=True)
    PastEventFactory(title="Gone")
    RegistrationFactory(event=later)
    page = text_of(client.get(index_page().get_url()))
    order = [page.index(f">{title}</a>") for title in ("Sooner", "Off", "Later", "Gone")]
    assert order == sorted(order)
    assert "2 of 3 seats left" in page
    assert "<li>Cancelled</li>" in page


def test_an_empty_list_says_what_will_stand_there(client, db):
    page = text_of(client.get(index_page().get_url()))
    assert "The next event will stand here." in page


@pytest.mark.parametrize("number", [3, 30])
def test_no_page_asks_more_than_its_budget(client, bob, number):
    themes = list(Term.objects.of(Scheme.THEME)[:2])
    groups = list(Term.objects.of(Scheme.STAKEHOLDER_GROUP)[:3])
    for event in [*EventFactory.create_batch(number), *PastEventFactory.create_batch(number)]:
        event.themes.set(themes)
        event.stakeholder_groups.set(groups)
        event.save()
        RegistrationFactory(event=event)
    full = EventFactory(capacity=1)
    RegistrationFactory(event=full)
    past = EventPage.objects.over(timezone.now()).first()
    events = [EventPage.objects.first(), full, past]
    pages = [index_page().get_url(), *(event.get_url() for event in events)]
    for viewer in (None, bob):
        if viewer:
            client.force_login(viewer)
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            asked = [query["sql"] for query in queries]
            limit = QUERY_BUDGET + (2 if viewer else 0)  # the session and the person
            assert len(asked) <= limit, "\n".join(asked)


def test_a_card_tells_type_time_and_place(event):
    card = event.card()
    assert card.kicker == "Advice clinic"
    assert card.meta == (event.when_text, "Online")
    assert card.starts == event.day
    assert card.starts.tzinfo is None


def test_an_alias_is_another_door_to_the_same_room(client, event):
    alias = event.create_alias(parent=index_page(), update_slug="mirror")
    RegistrationFactory.create_batch(3, event=event)
    page = text_of(client.get(alias.get_url()))
    assert "All seats are taken" in page
    assert EventPage.objects.get(pk=alias.pk).seats.left == 0


def test_a_copy_is_an_event_of_its_own(event):
    RegistrationFactory(event=event)
    copy = event.copy(update_attrs={"slug": "copy", "title": "Copy"})
    assert copy.uid != event.uid
    assert EventPage.objects.get(pk=copy.pk).seats.taken == 0


def test_a_draft_without_type_and_format_can_be_previewed(rf):
    draft = EventPage(
        title="Draft",
        live=False,
        slug="draft",
        start=timezone.now() + timedelta(days=1),
        end=timezone.now() + timedelta(days=1, hours=1),
    )
    index_page().add_child(instance=draft)
    assert draft.card().kicker == ""
    response = draft.make_preview_request()
    assert response.status_code == 200
    assert "The registration form stands here" in response.rendered_content


def test_times_in_the_wrong_order_are_refused(event):
    from django.core.exceptions import ValidationError

    hour = timedelta(hours=1)
    for changes in (
        {"end": event.start},
        {"registration_closes": event.end + hour},
        {"registration_opens": event.start + hour},
        {"time_zone": "Mars/Olympus"},
        {"capacity": 0},
    ):
        wrong = EventPage.objects.get(pk=event.pk)
        for name, value in changes.items():
            setattr(wrong, name, value)
        with pytest.raises(ValidationError) as caught:
            wrong.full_clean()
        assert next(iter(changes)) in caught.value.message_dict


def test_hybrid_and_on_site_events_name_their_room():
    formats = {
        code: Term.objects.get_by_code(Scheme.EVENT_FORMAT, code) for code in ("on-site", "hybrid")
    }
    slovenia = Term.objects.get_by_code(Scheme.COUNTRY, "SI")
    room = {"venue": "House of Crafts", "city": "Ljubljana", "country": slovenia}
    on_site = EventFactory(format=formats["on-site"], **room)
    assert on_site.place_text == "House of Crafts, Ljubljana, Slovenia"
    assert EventFactory(format=formats["hybrid"], **room).place_text.endswith(
        "Slovenia, and online"
    )
    assert EventFactory(format=formats["hybrid"]).place_text == "On site and online"


def test_a_cancelled_registration_does_not_count_for_the_viewer(client, event, bob):
    RegistrationFactory(event=event, user=bob, email=bob.email, state=State.CANCELLED)
    client.force_login(bob)
    assert "Take a seat" in text_of(see(client, event))
