"""A passkey opens the account of its owner, on this site, once for each challenge."""

import json

import pytest
from allauth.mfa.models import Authenticator
from fido2.webauthn import AuthenticatorData

from community.members.models import User

from .conftest import (
    LOGIN,
    PASSKEY_LOGIN,
    SECOND_STEP,
    SECURITY,
    browser,
    by_code,
    challenge,
    is_in,
    js_data,
    notices,
    records,
    set_up_app,
    set_up_passkey,
    signed_in,
)
from .passkey import SoftPasskey

pytestmark = pytest.mark.django_db
FLAG = AuthenticatorData.FLAG
ADD = "/accounts/passkeys/add/"


def enter(client, answer, **more):
    return client.post(PASSKEY_LOGIN, {"credential": json.dumps(answer), **more})


def add(client, answer, name="telephone"):
    return client.post(ADD, {"name": name, "credential": json.dumps(answer)})


def test_eve_adds_a_passkey_and_signs_in_with_it(eve):
    key, client = set_up_passkey(eve), browser()
    answer = enter(client, key.sign(challenge(client)))
    assert answer.url == "/members/"
    assert is_in(client)
    assert records(client)[-1]["type"] == "webauthn"
    assert notices(eve) == ["A passkey was added"]


def test_the_first_passkey_brings_recovery_codes(eve):
    client, key = signed_in(eve), SoftPasskey()
    answer = add(client, key.make(js_data(client.get(ADD))["creation_options"]))
    assert answer.url == "/accounts/recovery-codes/"


def test_the_way_one_was_on_goes_on(eve):
    key, client = set_up_passkey(eve), browser()
    answer = enter(client, key.sign(challenge(client)), next="/members/profile/")
    assert answer.url == "/members/profile/"


def test_a_passkey_is_asked_for_where_its_owner_is_verified(eve):
    client = signed_in(eve)
    public = js_data(client.get(ADD))["creation_options"]["publicKey"]
    assert public["authenticatorSelection"]["userVerification"] == "required"
    assert public["authenticatorSelection"]["residentKey"] == "required"
    assert challenge(browser())["publicKey"]["userVerification"] == "required"
    assert not challenge(browser())["publicKey"].get("allowCredentials")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost.evil.example",
        "http://evil.localhost",
        "http://localhost:8001",
        "https://localhost",
        "null",
        "",
    ],
)
def test_a_passkey_used_on_another_site_opens_nothing(eve, origin):
    key, client = set_up_passkey(eve), browser()
    key.origin = origin
    answer = enter(client, key.sign(challenge(client)))
    assert answer.url == LOGIN
    assert not is_in(client)
    assert "This passkey does not fit" in client.get(LOGIN).content.decode()


def test_a_passkey_made_on_another_site_is_not_taken(eve):
    client, key = signed_in(eve), SoftPasskey(origin="http://evil.localhost")
    answer = add(client, key.make(js_data(client.get(ADD))["creation_options"]))
    assert "This passkey does not fit" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_signature_for_another_domain_opens_nothing(eve):
    key, client = set_up_passkey(eve), browser()
    enter(client, key.sign(challenge(client), domain="evil.example"))
    assert not is_in(client)


@pytest.mark.parametrize("flags", [FLAG.UP, FLAG.UV, FLAG(0)])
def test_an_owner_who_was_not_verified_does_not_come_in(eve, flags):
    key, client = set_up_passkey(eve), browser()
    enter(client, key.sign(challenge(client), flags=flags))
    assert not is_in(client)


def test_a_passkey_without_verification_is_not_taken(eve):
    client, key = signed_in(eve), SoftPasskey()
    add(client, key.make(js_data(client.get(ADD))["creation_options"], flags=FLAG.UP))
    assert not Authenticator.objects.exists()


def test_an_answer_works_once(eve):
    key, client = set_up_passkey(eve), browser()
    signed = key.sign(challenge(client))
    enter(client, signed)
    client.post("/accounts/logout/")
    enter(client, signed)
    assert not is_in(client)


def test_an_answer_works_in_the_browser_that_asked_only(eve):
    key, client, other = set_up_passkey(eve), browser(), browser()
    challenge(other)
    enter(other, key.sign(challenge(client)))
    assert not is_in(other)


def test_nobody_signs_for_somebody_else(eve, mallory):
    own, client = set_up_passkey(mallory), browser()
    own.user_handle = set_up_passkey(eve).user_handle
    enter(client, own.sign(challenge(client)))
    assert not is_in(client)


def test_a_forged_signature_opens_nothing(eve):
    key, client = set_up_passkey(eve), browser()
    forger = SoftPasskey(credential_id=key.credential_id, user_handle=key.user_handle)
    enter(client, forger.sign(challenge(client)))
    assert not is_in(client)


def test_an_unknown_passkey_tells_nothing(eve):
    client, stranger = browser(), SoftPasskey(user_handle="OTk5OTk5")
    answer = enter(client, stranger.sign(challenge(client)))
    assert (answer.status_code, answer.url) == (302, LOGIN)


def test_a_closed_account_stays_closed(eve):
    key, client = set_up_passkey(eve), browser()
    User.objects.filter(pk=eve.pk).update(is_active=False)
    enter(client, key.sign(challenge(client)))
    assert not is_in(client)


JUNK = [
    "",
    "null",
    "[]",
    "7",
    '"text"',
    "{",
    "{}",
    '{"id": 5}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": []}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30",'
    '"authenticatorData":"AA","signature":"AA","userHandle":null,"attestationObject":"AA"}}',
    "[" * 5000,
    "x" * 30_000,
    json.dumps({"id": "é", "rawId": "\u0000", "response": {"clientDataJSON": "\ud800"}}),
]


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_passkey_is_refused_kindly(eve, junk):
    client = browser()
    challenge(client)
    assert client.post(PASSKEY_LOGIN, {"credential": junk}).status_code == 302
    assert not is_in(client)
    owner = signed_in(eve)
    owner.get(ADD)
    answer = owner.post(ADD, {"name": "", "credential": junk})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["<svg onload=alert(1)>", "a\0b", "n" * 61, "http://evil.example"])
def test_a_name_that_is_none_is_said(eve, name):
    client, key = signed_in(eve), SoftPasskey()
    answer = add(client, key.make(js_data(client.get(ADD))["creation_options"]), name=name)
    assert answer.status_code == 200
    assert "<svg onload" not in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_passkey_serves_as_the_second_step(eve, code_for):
    set_up_app(eve)
    key, client = set_up_passkey(eve), browser()
    assert by_code(client, eve, code_for).url == SECOND_STEP
    options = js_data(client.get(SECOND_STEP))["request_options"]
    answer = client.post(SECOND_STEP, {"credential": json.dumps(key.sign(options))})
    assert answer.url == "/members/"
    assert is_in(client)


def test_anothers_passkey_is_no_second_step(eve, mallory, code_for):
    set_up_passkey(eve)
    key, client = set_up_passkey(mallory), browser()
    by_code(client, eve, code_for)
    options = js_data(client.get(SECOND_STEP))["request_options"]
    answer = client.post(SECOND_STEP, {"credential": json.dumps(key.sign(options))})
    assert "This passkey does not fit" in answer.content.decode()
    assert not is_in(client)


def test_a_passkey_proves_once_more_who_is_there(eve):
    key, client = set_up_passkey(eve), signed_in(eve, fresh=False)
    asked = client.get("/accounts/password/")
    assert asked.url.startswith("/accounts/reauthenticate/passkey/?")
    options = js_data(client.get(asked.url))["request_options"]
    answer = client.post(asked.url, {"credential": json.dumps(key.sign(options))})
    assert answer.url == "/accounts/password/"
    assert client.get("/accounts/password/").status_code == 200


def test_passkeys_are_renamed_and_removed_by_their_owner_only(eve, mallory):
    set_up_passkey(eve)
    number = Authenticator.objects.get(user=eve, type="webauthn").pk
    thief, owner = signed_in(mallory), signed_in(eve)
    for deed in ("rename", "remove"):
        path = f"/accounts/passkeys/{number}/{deed}/"
        assert thief.get(path).status_code == 404
        assert thief.post(path, {"name": "mine"}).status_code == 404
        assert owner.get(path).status_code == 200
    owner.post(f"/accounts/passkeys/{number}/rename/", {"name": "work computer"})
    assert "work computer" in owner.get(SECURITY).content.decode()
    answer = owner.post(f"/accounts/passkeys/{number}/remove/")
    assert answer.url == SECURITY
    assert not Authenticator.objects.filter(user=eve).exists(), "recovery codes go with the last"
    assert notices(eve)[-1] == "A passkey was removed"


def test_whoever_opens_an_account_with_a_passkey_makes_it_after_the_code(sign_up_form, code_for):
    client, key = browser(), SoftPasskey()
    assert client.post("/accounts/signup/passkey/", sign_up_form).url == "/accounts/confirm-email/"
    answer = client.post("/accounts/confirm-email/", {"code": code_for("eve@example.org")})
    assert answer.url == "/accounts/signup/passkey/make/"
    assert not is_in(client)
    options = js_data(client.get(answer.url))["creation_options"]
    answer = client.post(answer.url, {"name": "", "credential": json.dumps(key.make(options))})
    assert is_in(client)
    assert (
        User.objects.get(email="eve@example.org").authenticator_set.get().wrap().name == "Passkey"
    )
    client.post("/accounts/logout/")
    enter(client, key.sign(challenge(client)))
    assert is_in(client)


def test_whoever_cannot_make_one_goes_on_without(sign_up_form, code_for):
    client = browser()
    client.post("/accounts/signup/passkey/", sign_up_form)
    client.post("/accounts/confirm-email/", {"code": code_for("eve@example.org")})
    client.post("/accounts/signup/passkey/make/", {"without": "1"})
    assert is_in(client)


def test_opening_an_account_with_a_passkey_tells_nobody_who_has_one(eve, sign_up_form):
    shapes = []
    for address in (eve.email, "new@example.org"):
        client = browser()
        answer = client.post("/accounts/signup/passkey/", sign_up_form | {"email": address})
        page = client.get(answer.url).content.decode().replace(address, "ADDRESS")
        shapes.append(
            (answer.url, page.split("csrfmiddlewaretoken")[0], sorted(client.session.keys()))
        )
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("path", [LOGIN, "/accounts/login/password/", SECOND_STEP, ADD])
def test_no_page_needs_an_inline_script(eve, path, code_for):
    set_up_passkey(eve)
    client = signed_in(eve) if path == ADD else browser()
    if path == SECOND_STEP:
        by_code(client, eve, code_for)
    page = client.get(path).content.decode()
    assert "identity/passkeys.js" in page
    for script in page.split("<script")[1:]:
        head = script.split(">")[0]
        assert "src=" in head or "application/json" in head or "application/ld+json" in head
    for handler in (" onclick=", " onsubmit=", "javascript:"):
        assert handler not in page
