"""Grave steps ask once more who is there; how that is proven is tested with the room identity."""

import pytest
from django.urls import reverse

from outbox.models import Message
from tests.identity.conftest import app_code, set_up_app

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/reauthenticate/code/"
LEAVE = "/members/data/leave/"
HOME = "/members/data/"


def test_a_code_by_mail_opens_the_way(bob, signed_in, code_for):
    browser = signed_in(bob, confirmed=False)
    asked = browser.get(LEAVE).url
    assert asked == f"{CONFIRM}?next=%2Fmembers%2Fdata%2Fleave%2F"
    assert not Message.objects.exists(), "looking sends nothing"
    browser.post(asked, {"action": "send"})
    assert Message.objects.get().is_private
    code = code_for(bob.email)
    answer = browser.post(asked, {"code": f"{code[:3]} {code[3:]}"})
    assert answer.url == LEAVE
    assert browser.get(LEAVE).status_code == 200


def test_signing_in_by_code_is_confirmation_enough(client, bob, code_for):
    client.post("/accounts/login/", {"login": bob.email})
    client.post("/accounts/login/code/confirm/", {"code": code_for(bob.email)})
    assert client.get(LEAVE).status_code == 200


@pytest.mark.parametrize(("name", "back"), [("datarights:leave", LEAVE), ("datarights:ask", HOME)])
def test_a_form_is_not_kept_but_asked_for_again(bob, signed_in, name, back):
    answer = signed_in(bob, confirmed=False).post(reverse(name), {"address": bob.email})
    assert answer.url == f"{CONFIRM}?next={back.replace('/', '%2F')}"
    bob.refresh_from_db()
    assert bob.is_active


def test_who_has_a_second_factor_is_asked_for_that_one(bob, signed_in):
    """A code by mail is less than they have."""
    secret = set_up_app(bob)
    browser = signed_in(bob, confirmed=False)
    asked = browser.get(LEAVE).url
    assert asked.startswith("/accounts/reauthenticate/app/")
    assert browser.post(asked, {"code": app_code(secret)}).url == LEAVE
    assert browser.get(LEAVE).status_code == 200


def test_nobody_is_led_away(bob, signed_in, code_for):
    browser = signed_in(bob, confirmed=False)
    asked = f"{CONFIRM}?next=https%3A%2F%2Fevil.example%2F"
    browser.post(asked, {"action": "send"})
    assert "evil.example" not in browser.post(asked, {"code": code_for(bob.email)}).url
