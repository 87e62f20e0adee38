"""What somebody registered for as a guest becomes theirs when they prove the address."""

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed

from events import actions, tasks
from events.models import Registration, State
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


def prove(user, email, *, is_proven=True):
    address, _created = EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": is_proven}
    )
    if is_proven:
        email_confirmed.send(sender=EmailAddress, request=None, email_address=address)
    return address


def test_a_proven_address_brings_its_registrations(event, bob):
    guest = RegistrationFactory(event=event, email="Bob.Elsewhere@example.org")
    stranger = RegistrationFactory(event=event, email="stranger@example.org")
    prove(bob, "bob.elsewhere@example.org")
    guest.refresh_from_db()
    stranger.refresh_from_db()
    assert (guest.user, stranger.user) == (bob, None)


def test_an_address_that_is_not_proven_brings_nothing(event, bob):
    RegistrationFactory(event=event, email="claimed@example.org")
    prove(bob, "claimed@example.org", is_proven=False)
    assert actions.adopt_guests() == 0


def test_nobody_comes_to_two_seats(event, bob):
    RegistrationFactory(event=event, user=bob, email=bob.email)
    guest = RegistrationFactory(event=event, email="second@example.org")
    prove(bob, "second@example.org")
    guest.refresh_from_db()
    assert guest.user is None


def test_of_two_guests_of_one_event_one_is_adopted(event, bob):
    for name in ("one", "two"):
        RegistrationFactory(event=event, email=f"{name}@example.org")
        EmailAddress.objects.create(user=bob, email=f"{name}@example.org", verified=True)
    assert actions.adopt_guests(user_id=bob.pk) == 1
    assert Registration.objects.filter(user=bob).count() == 1


def test_what_was_given_up_is_adopted_too_for_the_persons_own_records(event, bob):
    RegistrationFactory(event=event, user=bob, email=bob.email)
    old = RegistrationFactory(event=event, email="old@example.org", state=State.CANCELLED)
    EmailAddress.objects.create(user=bob, email="old@example.org", verified=True)
    assert tasks.adopt_guests() == 1
    old.refresh_from_db()
    assert old.user == bob


def test_the_clock_finds_what_a_lost_signal_left(event, bob, django_assert_max_num_queries):
    RegistrationFactory(event=event, email="late@example.org")
    RegistrationFactory.create_batch(20, event=event)
    EmailAddress.objects.create(user=bob, email="late@example.org", verified=True)
    with django_assert_max_num_queries(6):
        assert tasks.adopt_guests() == 1
    assert tasks.adopt_guests() == 0
