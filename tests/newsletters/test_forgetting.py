"""What is no longer needed is dropped; a person who asks is forgotten, and still not written to."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.members.rights import erase_person, export_person
from newsletters import delivery, tasks
from newsletters.actions import forgetting, subscribing
from newsletters.addresses import fingerprint, masked
from newsletters.models import Delivery, Subscription, Suppression
from tests.factories.members import UserFactory
from tests.factories.newsletters import SubscriptionFactory

State = Subscription.State


def test_sign_ups_that_nobody_confirmed_are_dropped(newsletter):
    now = timezone.now()
    late, soon = now - timedelta(hours=1), now + timedelta(hours=1)
    dropped = SubscriptionFactory.create(state=State.PENDING, pending_until=late, confirmed_at=None)
    kept = SubscriptionFactory.create(state=State.PENDING, pending_until=soon, confirmed_at=None)
    came_back = SubscriptionFactory.create(state=State.PENDING, pending_until=late)
    assert forgetting.drop_unconfirmed() == 2
    assert not Subscription.objects.filter(pk=dropped.pk).exists()
    kept.refresh_from_db()
    came_back.refresh_from_db()
    assert (kept.state, came_back.state) == (State.PENDING, State.UNSUBSCRIBED)


def test_old_addresses_are_cleared_and_the_ledger_still_knows_who_had_it(edition, readers):
    delivery.send_due()
    subscribing.unsubscribe(subscription=readers[0], method="test")
    tasks.forget()
    assert not Delivery.objects.filter(email="").exists()
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        tasks.forget()
        assert forgetting.forget_addresses(days=365) == 0
    assert Delivery.objects.filter(email="").count() == 3
    emails = dict(Subscription.objects.values_list("state", "email"))
    assert emails[State.UNSUBSCRIBED] == ""
    assert emails[State.CONFIRMED] != ""
    assert Delivery.objects.filter(fingerprint=fingerprint("anna@example.org")).exists()


def test_letters_that_still_wait_keep_their_address(edition):
    with time_machine.travel(timezone.now() + timedelta(days=500)):
        forgetting.forget_addresses(days=365)
    assert not Delivery.objects.filter(email="").exists()


def test_the_own_page_of_somebody_forgotten_is_closed(client, newsletter):
    row = SubscriptionFactory.create(state=State.UNSUBSCRIBED)
    Subscription.objects.update(email="")
    assert client.get(f"/letters/yours/{row.token}/").status_code == 404
    row.refresh_from_db()
    known_by = row.fingerprint
    row.save()
    assert row.fingerprint == known_by
    assert not row.has_left
    assert "•" not in row.masked_email


def test_an_erased_reader_gets_nothing_any_more_and_leaves_no_address(edition, readers, client):
    token = edition.deliveries.get(email="anna@example.org").token
    erase_person(email="Anna@example.org", user=None)
    delivery.send_due()
    assert not Subscription.objects.of_address("anna@example.org").exists()
    row = Delivery.objects.get(fingerprint=fingerprint("anna@example.org"))
    assert (row.state, row.email, row.subscription) == ("skipped", "", None)
    assert Suppression.objects.get().reason == "erased"
    assert client.post(f"/letters/leave/{token}/").status_code == 200


def test_erasing_somebody_we_never_heard_of_leaves_no_trace(db):
    erase_person(email="nobody@example.org", user=None)
    assert not Suppression.objects.exists()


def test_erasing_an_account_takes_its_other_address_along(newsletter):
    user = UserFactory.create()
    SubscriptionFactory.create(email="old@example.org", user=user)
    erase_person(email=user.email, user=user)
    assert not Subscription.objects.exists()
    assert Suppression.objects.filter(fingerprint=fingerprint("old@example.org")).exists()


def test_everything_about_a_reader_can_be_handed_out(edition, readers):
    delivery.send_due()
    told = export_person(email="ANNA@example.org", user=None)
    assert told["newsletters"][0]["agreed_to"] == "Send me the letter, four times a year."
    assert told["letters"][0]["state"] == "accepted"
    assert told["sent letters"] == []
    json.dumps(told)
    SubscriptionFactory.create(confirmed_at=None, email="new@example.org")
    json.dumps(export_person(email="new@example.org", user=None))


@pytest.mark.parametrize(
    ("address", "shown"), [("marta@x.eu", "m•••@x.eu"), ("m@x.eu", "m•••@x.eu"), ("", "")]
)
def test_a_mask_shows_only_what_the_owner_knows(address, shown):
    assert masked(address) == shown


def test_the_key_of_fingerprints_can_be_its_own(settings):
    before = fingerprint("marta@example.org")
    settings.NEWSLETTERS_ADDRESS_KEY = "a key of its own"
    assert fingerprint("marta@example.org") != before
