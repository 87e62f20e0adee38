"""Leaving: one press from a mail program or on the own page, at any time, for any key."""

import uuid

import pytest
from django.urls import reverse

from community.members.models import ConsentRecord
from newsletters.actions import subscribing
from newsletters.models import Subscription
from tests.factories.newsletters import SubscriptionFactory
from tests.factories.pages import term
from vocabulary.models import Scheme

State = Subscription.State
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader(newsletter):
    """Somebody who confirmed, with the record of it."""
    wish = subscribing.Wish(language="en", stakeholder_group=None, source="form")
    subscribing.ask(newsletter=newsletter, email="marta@example.org", wish=wish)
    token = Subscription.objects.get().confirm_token
    return subscribing.confirm(token=token)[0]


def state_of(reader):
    reader.refresh_from_db()
    return reader.state


def leave(token):
    return reverse("letters:leave", args=(token,))


def yours(reader):
    return reverse("newsletters:yours", args=(reader.token,))


def test_a_mail_program_ends_it_with_one_post_from_outside(client, reader):
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    answer = client.post(leave(reader.token), ONE_CLICK, headers=headers)
    assert answer.status_code == 200
    assert not answer.cookies
    assert state_of(reader) == State.UNSUBSCRIBED
    assert reader.left_at is not None
    given = list(ConsentRecord.objects.order_by("pk").values_list("is_given", "method"))
    assert given == [(True, "link in mail"), (False, "one press in a letter")]


def test_a_visit_shows_one_button_and_ends_nothing(client, reader):
    answer = client.get(leave(reader.token))
    text = answer.content.decode()
    assert text.count('method="post"') == 1
    assert "m•••@example.org" in text
    assert "marta@" not in text
    assert client.head(leave(reader.token)).status_code == 200
    assert state_of(reader) == State.CONFIRMED


def test_a_second_press_is_answered_like_the_first(client, reader):
    first, second = (client.post(leave(reader.token), ONE_CLICK) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert ConsentRecord.objects.filter(is_given=False).count() == 1


def test_keys_of_nobody_are_answered_politely(client, newsletter):
    assert client.post(leave(uuid.uuid4()), ONE_CLICK).status_code == 200
    assert client.get(leave(uuid.uuid4())).status_code == 200
    assert client.put(leave(uuid.uuid4())).status_code == 405


def test_the_key_of_a_letter_ends_the_subscription_too(client, edition, readers):
    delivery = edition.deliveries.get(subscription=readers[0])
    client.post(leave(delivery.token), ONE_CLICK)
    assert state_of(readers[0]) == State.UNSUBSCRIBED
    assert state_of(readers[1]) == State.CONFIRMED


def test_the_page_speaks_the_readers_language(client, reader):
    Subscription.objects.update(language="de")
    assert 'lang="de"' in client.get(leave(reader.token)).content.decode()


def test_on_the_own_page_a_reader_chooses_leaves_and_comes_back(client, reader):
    group = term(Scheme.STAKEHOLDER_GROUP, "academia")
    chosen = client.post(
        yours(reader),
        {"do": "choose", "language": "it", "stakeholder_group": group.pk},
        follow=True,
    )
    assert "Noted" in chosen.content.decode()
    reader.refresh_from_db()
    assert (reader.language, reader.stakeholder_group) == ("it", group)

    left = client.post(yours(reader), {"do": "leave"}, follow=True)
    assert "You have left the list" in left.content.decode()
    assert state_of(reader) == State.UNSUBSCRIBED

    back = client.post(yours(reader), {"do": "return"}, follow=True)
    assert "You are back on the list" in back.content.decode()
    assert state_of(reader) == State.CONFIRMED
    assert list(ConsentRecord.objects.order_by("pk").values_list("is_given", flat=True)) == [
        True,
        False,
        True,
    ]


def test_the_own_page_hides_the_address_and_refuses_other_sites(client, reader):
    assert "marta@" not in client.get(yours(reader)).content.decode()
    answer = client.post(yours(reader), {"do": "leave"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert state_of(reader) == State.CONFIRMED


def test_a_choice_that_does_not_fit_is_refused(client, reader):
    answer = client.post(yours(reader), {"do": "choose", "language": "xx"})
    assert answer.status_code == 422
    assert client.post(yours(reader), {}).status_code == 422


def test_a_made_up_key_has_no_page(client, reader):
    answer = client.get(reverse("newsletters:yours", args=(uuid.uuid4(),)))
    assert answer.status_code == 404
    assert "/letters/letter/" in answer.content.decode()


def test_pages_of_those_who_wait_or_bounced_say_so(client, newsletter):
    pending = SubscriptionFactory.create(state=State.PENDING)
    bounced = SubscriptionFactory.create(state=State.BOUNCED)
    assert "press the button in that mail" in client.get(yours(pending)).content.decode()
    assert "Nothing is sent" in client.get(yours(bounced)).content.decode()


def test_only_a_leaving_can_be_taken_back(newsletter):
    for state in (State.PENDING, State.BOUNCED, State.UNSUBSCRIBED, State.CONFIRMED):
        row = SubscriptionFactory.create(state=state)
        assert not subscribing.undo(subscription=row, method="test")
        assert state_of(row) == state


def test_whoever_was_only_asked_can_leave_without_a_record(newsletter):
    row = SubscriptionFactory.create(state=State.PENDING)
    assert subscribing.unsubscribe(subscription=row, method="test")
    assert not ConsentRecord.objects.exists()
    assert state_of(row) == State.UNSUBSCRIBED
