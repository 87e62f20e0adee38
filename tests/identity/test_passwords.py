"""A password is an extra: set, changed and removed by its owner; it tells nobody who is here."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.members.models import User
from tests.factories.members import UserFactory

from .conftest import (
    LOGIN,
    PASSWORD_LOGIN,
    PHRASE,
    SECOND_STEP,
    SECURITY,
    browser,
    is_in,
    notices,
    set_up_app,
    signed_in,
)

pytestmark = pytest.mark.django_db
PASSWORD = "/accounts/password/"
WRITES = {"INSERT", "UPDATE", "DELETE"}


@pytest.fixture
def frank(db):
    """Frank has a password."""
    frank = UserFactory(email="frank@example.org", name="Frank (example)")
    frank.set_password(PHRASE)
    frank.save()
    return frank


def enter(client, email, password=PHRASE, **more):
    return client.post(PASSWORD_LOGIN, {"login": email, "password": password, **more})


def test_eve_sets_a_password_and_signs_in_with_it(eve):
    client = signed_in(eve)
    assert client.post(PASSWORD, {"password": PHRASE}).url == SECURITY
    assert is_in(client), "this device stays in"
    assert notices(eve) == ["A password was set"]
    other = browser()
    assert enter(other, "EVE@example.org ").url == "/members/"
    assert is_in(other)


def test_frank_changes_it_without_the_old_one_but_not_without_proof(frank):
    client = signed_in(frank, fresh=False)
    assert client.get(PASSWORD).url == "/accounts/reauthenticate/?next=%2Faccounts%2Fpassword%2F"
    client.post("/accounts/reauthenticate/?next=/accounts/password/", {"password": PHRASE})
    client.post(PASSWORD, {"password": "eleven loud gulls at dawn"})
    assert notices(frank) == ["Your password was changed"]
    assert not is_in_with(frank, PHRASE)
    assert is_in_with(frank, "eleven loud gulls at dawn")


def is_in_with(user, password) -> bool:
    client = browser()
    enter(client, user.email, password)
    return is_in(client)


def test_frank_removes_it(frank):
    client = signed_in(frank)
    assert client.post("/accounts/password/remove/").url == SECURITY
    assert is_in(client)
    assert notices(frank) == ["Your password was removed"]
    assert not User.objects.get(pk=frank.pk).has_usable_password()
    assert not is_in_with(frank, PHRASE)


@pytest.mark.parametrize(
    ("path", "form"), [(PASSWORD, {"password": PHRASE + "!"}), (PASSWORD + "remove/", {})]
)
def test_every_other_device_is_signed_out(frank, path, form):
    elsewhere, here = browser(), browser()
    enter(elsewhere, frank.email)
    enter(here, frank.email)
    here.post(path, form)
    assert here.get(SECURITY).status_code == 200
    assert elsewhere.get(SECURITY).status_code == 302


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "This field is required"),
        ("short", "at least 12 characters"),
        ("passwordpassword", ""),
        ("password1234", "too common"),
        ("eve@example.org", "too similar"),
        ("p" * 201, "at most 200 characters"),
        ("nul\0in a password", "Null characters"),
    ],
)
def test_a_bad_password_is_said_and_not_stored(eve, password, words):
    client = signed_in(eve)
    answer = client.post(PASSWORD, {"password": password})
    if not words:  # long and unknown to the list of common ones: taken
        assert answer.status_code == 302
        return
    page = answer.content.decode()
    assert words in page
    typed_again = [field for field in page.split("<input")[1:] if 'type="password"' in field]
    assert not [field for field in typed_again if "value=" in field.split(">")[0]]
    assert not User.objects.get(pk=eve.pk).has_usable_password()


def test_a_password_may_be_words_of_any_script(eve):
    client = signed_in(eve)
    phrase = "семь тихих цапель 🕊"
    client.post(PASSWORD, {"password": phrase})
    assert is_in_with(eve, phrase)


def test_a_wrong_password_says_what_to_do(frank):
    client = browser()
    page = enter(client, frank.email, "wrong").content.decode()
    assert "do not belong together" in page
    assert "A code by e-mail always works" in page
    assert 'value="wrong"' not in page
    assert not is_in(client)


def test_known_unknown_passwordless_and_closed_accounts_get_the_same_answer(frank, eve):
    closed = UserFactory(email="closed@example.org")
    closed.set_password(PHRASE)
    closed.is_active = False
    closed.save()
    shapes = []
    for email in (frank.email, eve.email, closed.email, "nobody@example.org"):
        client = browser()
        answer = enter(client, email, "wrong")
        page = answer.content.decode().replace(email, "ADDRESS")
        shapes.append(
            (
                answer.status_code,
                page.split("csrfmiddlewaretoken")[0],
                sorted(client.session.keys()),
            )
        )
        assert "do not belong together" in page
    assert len(set(map(str, shapes))) == 1


def test_and_after_the_same_work(frank, eve, monkeypatch):
    """One hash each and as many queries: nothing to measure from outside."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given)
    )
    works = []
    browser().get(PASSWORD_LOGIN)  # what the first page of a process looks up
    for email in (frank.email, eve.email, "nobody@example.org"):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            enter(browser(), email, "wrong")
        works.append((len(hashed), len(queries)))
    assert {work[0] for work in works} == {1}
    assert max(work[1] for work in works) - min(work[1] for work in works) <= 1


def test_codes_are_asked_for_after_the_same_work_for_known_and_unknown(frank):
    works = []
    browser().get(LOGIN)
    for email in (frank.email, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            browser().post(LOGIN, {"login": email})
        writes = [one["sql"].split()[:3] for one in queries if one["sql"][:6] in WRITES]
        works.append((writes, len(queries)))
    assert works[0][0] == works[1][0], "the same rows are written either way"
    assert abs(works[0][1] - works[1][1]) <= 1


def test_five_failures_a_minute_close_an_account_for_passwords_and_not_for_codes(frank, code_for):
    for number in range(5):
        enter(browser(REMOTE_ADDR=f"198.51.100.{number}"), frank.email, "wrong")
    answer = enter(browser(REMOTE_ADDR="198.51.100.9"), frank.email)
    page = answer.content.decode()
    assert "tried too often" in page
    assert "come in another way" in page
    assert 'data-passkey="sign-in"' in page
    assert "Send me a code instead" in page
    client = browser(REMOTE_ADDR="198.51.100.9")
    client.post(LOGIN, {"login": frank.email})
    client.post("/accounts/login/code/confirm/", {"code": code_for(frank.email)})
    assert is_in(client)


def test_an_unknown_address_is_closed_after_as_many(db):
    pages = [
        enter(browser(REMOTE_ADDR=f"198.51.100.{number}"), "nobody@example.org", "wrong")
        for number in range(6)
    ]
    assert "tried too often" not in pages[4].content.decode()
    assert "tried too often" in pages[5].content.decode()


def test_when_codes_are_used_up_a_password_still_opens(frank):
    for _code in range(4):
        answer = browser().post(LOGIN, {"login": frank.email})
    page = answer.content.decode()
    assert "tried too often" in page
    assert "come in another way" in page
    assert PASSWORD_LOGIN in page
    assert 'data-passkey="sign-in"' in page
    assert is_in_with(frank, PHRASE)


def test_a_password_alone_does_not_pass_an_app(frank):
    set_up_app(frank)
    client = browser()
    assert enter(client, frank.email).url == SECOND_STEP
    assert not is_in(client)


def test_a_closed_account_with_the_right_password_stays_closed(frank):
    User.objects.filter(pk=frank.pk).update(is_active=False)
    client = browser()
    assert enter(client, frank.email).url == "/accounts/inactive/"
    assert not is_in(client)


def test_an_unproven_address_is_proven_first(code_for):
    person = UserFactory(email="new@example.org", proven=False)
    person.set_password(PHRASE)
    person.save()
    client = browser()
    assert enter(client, person.email).url == "/accounts/confirm-email/"
    assert not is_in(client)


def test_the_login_page_for_codes_takes_no_password(frank):
    client = browser()
    client.post(LOGIN, {"login": frank.email, "password": PHRASE})
    assert not is_in(client)


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(frank):
    """Session fixation: the key changes with the sign-in, and the planted one stays empty."""
    planted = browser()
    planted.get(LOGIN)
    session = planted.session
    session["seen"] = True
    session.save()
    key = session.session_key
    victim = browser()
    victim.cookies["sessionid"] = key
    enter(victim, frank.email)
    assert is_in(victim)
    assert victim.cookies["sessionid"].value != key
    planted.cookies["sessionid"] = key
    assert not is_in(planted)
    assert planted.get(SECURITY).status_code == 302
