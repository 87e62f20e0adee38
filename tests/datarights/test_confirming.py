"""Before a grave step, a code to the own address: guessed, reused, late, of somebody else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from outbox.models import Message

pytestmark = pytest.mark.django_db
CONFIRM = "/members/data/confirm/"
LEAVE = "/members/data/leave/"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def browser(bob, signed_in):
    return signed_in(bob, confirmed=False)


def send(browser):
    return browser.post(CONFIRM, {"action": "send", "next": LEAVE})


def test_a_code_by_mail_opens_the_way(browser, bob, code_for):
    assert browser.get(LEAVE).url == f"{CONFIRM}?next=%2Fmembers%2Fdata%2Fleave%2F"
    assert "Send me a code" in browser.get(CONFIRM).content.decode()
    assert not Message.objects.exists(), "looking sends nothing"
    send(browser)
    assert "The code we sent to bob@example.org" in browser.get(CONFIRM).content.decode()
    code = code_for(bob.email)
    answer = browser.post(CONFIRM, {"code": f" {code[:3]} {code[3:]}", "next": LEAVE})
    assert answer.url == LEAVE
    assert browser.get(LEAVE).status_code == 200
    assert browser.get(f"{CONFIRM}?next={LEAVE}").url == LEAVE


def test_signing_in_by_code_is_confirmation_enough(client, bob, code_for):
    client.post("/accounts/login/", {"login": bob.email})
    client.post("/accounts/login/code/confirm/", {"code": code_for(bob.email)})
    assert client.get(LEAVE).status_code == 200


def test_a_code_counts_once(browser, bob, code_for, time_machine):
    send(browser)
    code = code_for(bob.email)
    browser.post(CONFIRM, {"code": code})
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    assert "/confirm/" in browser.get(LEAVE).url
    browser.post(CONFIRM, {"code": code})
    assert "/confirm/" in browser.get(LEAVE).url


def test_a_code_is_good_for_ten_minutes(browser, bob, code_for, time_machine):
    send(browser)
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    browser.post(CONFIRM, {"code": code_for(bob.email)})
    assert "/confirm/" in browser.get(LEAVE).url


def test_three_guesses_spend_the_code(browser, bob, code_for):
    send(browser)
    code = code_for(bob.email)
    for _guess in range(3):
        page = browser.post(CONFIRM, {"code": wrong(code)}).content.decode()
        assert "This is not the code we sent" in page or "tried too often" in page
    browser.post(CONFIRM, {"code": code})
    assert "/confirm/" in browser.get(LEAVE).url


def test_a_code_of_one_person_is_nothing_in_the_session_of_another(
    browser, bob, alice, signed_in, code_for
):
    send(browser)
    other = signed_in(alice, confirmed=False)
    send(other)
    other.post(CONFIRM, {"code": code_for(bob.email)})
    assert "/confirm/" in other.get(LEAVE).url


def test_a_code_is_sent_three_times_a_minute_at_most(browser):
    for _turn in range(5):
        send(browser)
    assert Message.objects.filter(kind="datarights/confirm").count() == 3
    assert "Wait half a minute" in browser.get(CONFIRM).content.decode()


def test_the_code_is_not_for_the_eyes_of_staff(browser):
    send(browser)
    assert Message.objects.get().is_private


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_nobody_is_led_away(browser, bob, code_for, target):
    send(browser)
    answer = browser.post(CONFIRM, {"code": code_for(bob.email), "next": target})
    assert answer.url == "/members/data/"


def test_who_has_a_second_factor_is_asked_for_that_one(bob, signed_in, monkeypatch):
    from community.datarights import confirming

    monkeypatch.setattr(confirming, "second_factor", lambda request: "/accounts/2fa/again/")
    browser = signed_in(bob)
    assert "/confirm/" in browser.get(LEAVE).url, "a code by mail is less than they have"
    answer = browser.post(CONFIRM, {"action": "send", "next": LEAVE})
    assert answer.url == "/accounts/2fa/again/?next=%2Fmembers%2Fdata%2Fleave%2F"
    assert not Message.objects.exists()
    session = browser.session
    session["account_authentication_methods"] += [
        session["account_authentication_methods"][0] | {"method": "mfa"}
    ]
    session.save()
    assert browser.get(LEAVE).status_code == 200


def test_a_stranger_is_asked_to_sign_in(client):
    assert (
        client.get(CONFIRM).url.startswith(settings.LOGIN_URL)
        or "/login/" in client.get(CONFIRM).url
    )
