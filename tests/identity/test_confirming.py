"""Sensitive steps ask once more who is there, also of those who have only their mailbox."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from outbox.models import Message

from .conftest import (
    PHRASE,
    SECURITY,
    browser,
    by_code,
    confirm,
    mails_to,
    records,
    signed_in,
    wrong,
)

pytestmark = pytest.mark.django_db
BY_CODE = "/accounts/reauthenticate/code/"
SENSITIVE = [
    "/accounts/password/",
    "/accounts/app/",
    "/accounts/app/remove/",
    "/accounts/passkeys/add/",
    "/accounts/passkeys/1/rename/",
    "/accounts/passkeys/1/remove/",
    "/accounts/recovery-codes/",
    "/accounts/recovery-codes/new/",
]
SENSITIVE_FORMS = [
    *SENSITIVE,
    "/accounts/email/",
    "/accounts/password/remove/",
    "/accounts/provider/orcid/disconnect/",
]


@pytest.mark.parametrize("path", SENSITIVE)
def test_whoever_did_not_prove_it_lately_is_asked_to(eve, path):
    answer = signed_in(eve, fresh=False).get(path)
    assert answer.url == f"{BY_CODE}?next={path.replace('/', '%2F')}"


@pytest.mark.parametrize("path", SENSITIVE_FORMS)
def test_a_form_is_not_kept_but_asked_for_again(eve, path):
    """What was typed may be a password; it would lie in the session in clear."""
    client = signed_in(eve, fresh=False)
    answer = client.post(path, {"password": PHRASE, "email": "new@example.org", "action_add": "1"})
    assert answer.url.startswith(BY_CODE)
    assert PHRASE not in str(dict(client.session))
    assert not eve.has_usable_password()


@pytest.mark.parametrize("path", SENSITIVE_FORMS)
def test_a_stranger_is_sent_to_sign_in(db, path):
    assert browser().post(path).url.startswith("/accounts/login/?next=")


def test_a_code_proves_it_and_leads_back(eve, code_for):
    client = signed_in(eve, fresh=False)
    asked = client.get("/accounts/password/").url
    assert "Send me a code" in client.get(asked).content.decode()
    assert not Message.objects.exists(), "looking at the page sends nothing"
    client.post(asked, {"action": "send"})
    assert mails_to(eve.email) == ["account/confirm_code"]
    answer = client.post(asked, {"code": code_for(eve.email)})
    assert answer.url == "/accounts/password/"
    assert client.get(answer.url).status_code == 200


def test_a_whole_sign_in_is_proof_enough(eve, code_for):
    client = browser()
    by_code(client, eve, code_for)
    assert records(client)[-1]["reauthenticated"]
    assert client.get("/accounts/password/").status_code == 200


def test_a_code_proves_it_once(eve, code_for, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client = signed_in(eve, fresh=False)
    client.post(BY_CODE, {"action": "send"})
    code = code_for(eve.email)
    client.post(BY_CODE, {"code": code})
    time_machine.move_to("2026-11-23T10:16:00Z")
    client.post(BY_CODE, {"code": code})
    assert client.get("/accounts/password/").status_code == 302


def test_a_code_lives_ten_minutes(eve, code_for, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client = signed_in(eve, fresh=False)
    client.post(BY_CODE, {"action": "send"})
    time_machine.move_to("2026-11-23T10:10:05Z")
    client.post(BY_CODE, {"code": code_for(eve.email)})
    assert client.get("/accounts/password/").status_code == 302


def test_three_wrong_codes_end_it_and_another_code_gives_no_new_three(eve, code_for):
    client = signed_in(eve, fresh=False)
    client.post(BY_CODE, {"action": "send"})
    for _attempt in range(2):
        client.post(BY_CODE, {"code": wrong(code_for(eve.email))})
    client.post(BY_CODE, {"action": "send"})
    answer = client.post(BY_CODE, {"code": wrong(code_for(eve.email))}, follow=True)
    assert "tried too often" in answer.content.decode()
    client.post(BY_CODE, {"code": code_for(eve.email)})
    assert client.get("/accounts/password/").status_code == 302


def test_an_empty_code_fits_nothing(eve):
    client = signed_in(eve, fresh=False)
    client.post(BY_CODE, {"code": ""})
    client.post(BY_CODE, {"code": "000000"})
    assert client.get("/accounts/password/").status_code == 302


def test_anothers_code_fits_nothing(eve, mallory, code_for):
    thief, owner = signed_in(mallory, fresh=False), signed_in(eve, fresh=False)
    owner.post(BY_CODE, {"action": "send"})
    thief.post(BY_CODE, {"action": "send"})
    thief.post(BY_CODE, {"code": code_for(eve.email)})
    assert thief.get("/accounts/password/").status_code == 302


def test_a_proof_of_somebody_else_in_the_same_browser_counts_for_nothing(eve, mallory):
    client = signed_in(eve)
    client.force_login(mallory)
    assert client.get("/accounts/password/").status_code == 302


def test_nobody_is_mail_bombed_by_it(eve):
    client = signed_in(eve, fresh=False)
    for _code in range(6):
        answer = client.post(BY_CODE, {"action": "send"}, follow=True)
    assert len(mails_to(eve.email)) == 3
    assert "tried too often" in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_it_leads_to_no_other_site(eve, code_for, target):
    client = signed_in(eve, fresh=False)
    client.post(BY_CODE, {"action": "send", "next": target})
    answer = client.post(BY_CODE, {"code": code_for(eve.email), "next": target})
    assert answer.url == "/members/"


def test_changing_the_address_asks_too(eve, django_capture_on_commit_callbacks):
    client = signed_in(eve, fresh=False)
    form = {"email": "new@example.org", "action_add": "1"}
    assert client.get("/accounts/email/").status_code == 200
    assert client.post("/accounts/email/", form).url.startswith(BY_CODE)
    assert mails_to("new@example.org") == []
    confirm(client, eve)
    assert client.post("/accounts/email/", form).url == "/accounts/confirm-email/"
    assert EmailAddress.objects.get(user=eve).email == "eve@example.org"


def test_a_password_proves_it_where_there_is_one(eve):
    eve.set_password(PHRASE)
    eve.save()
    client = signed_in(eve, fresh=False)
    asked = client.get("/accounts/password/").url
    page = client.get(asked).content.decode()
    assert "Use a code by e-mail" in page, "a forgotten password is no dead end"
    assert (
        "not the password of your account" in client.post(asked, {"password": "x"}).content.decode()
    )
    assert client.post(asked, {"password": PHRASE}).url == "/accounts/password/"


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_list_webauthn", "usersessions_list", "socialaccount_connections"]
)
def test_pages_of_the_library_lead_to_our_own(eve, name):
    assert signed_in(eve).get(reverse(name)).url == SECURITY


def test_two_tabs_do_not_trip_over_each_other(eve, code_for):
    """The second tab still shows the form after the first has signed in."""
    client = browser()
    client.post("/accounts/login/", {"login": eve.email})
    code = code_for(eve.email)
    assert client.post("/accounts/login/code/confirm/", {"code": code}).url == "/members/"
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer.url == "/members/"
