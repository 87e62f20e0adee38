"""What tests of this room share: people, browsers, apps and passkeys."""

import html
import json
import re
import time

import pytest
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory

from community.members.models import User
from outbox.models import Message
from tests.factories.members import ConsentRecordFactory, ProfileFactory
from tests.members.conftest import code_for, mails_to, sign_up_form, wrong

from .passkey import SoftPasskey

__all__ = ["code_for", "mails_to", "sign_up_form", "wrong"]

LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"
PASSWORD_LOGIN = "/accounts/login/password/"
SECOND_STEP = "/accounts/login/second-step/"
PASSKEY_LOGIN = "/accounts/login/passkey/"
SECURITY = "/members/security/"
PHRASE = "seven quiet herons at noon"


def _agreed(email: str, name: str) -> User:
    """Return somebody who has agreed to membership: others are welcomed first."""
    person = ProfileFactory(user__email=email, user__name=name).user
    ConsentRecordFactory(user=person)
    return person


@pytest.fixture
def eve(db):
    """Eve is a member without password or second factor."""
    return _agreed("eve@example.org", "Eve (example)")


@pytest.fixture
def mallory(db):
    """Mallory is a member who wants more."""
    return _agreed("mallory@example.org", "Mallory (example)")


def browser(**options) -> Client:
    """Return a new browser at localhost, where passkeys work without TLS."""
    return Client(SERVER_NAME="localhost", **options)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def confirm(client, user, method="code", **extra) -> None:
    """Note in the session that its owner has just proved to be there."""
    request = RequestFactory().get("/")
    request.session = SessionStore(client.session.session_key)
    record_authentication(request, user, method, reauthenticated=True, **extra)
    request.session.save()


def signed_in(user, *, fresh=True) -> Client:
    """Return a browser in which somebody is signed in, and has just proved it."""
    client = browser()
    client.force_login(user)
    if fresh:
        confirm(client, user)
    return client


def records(client) -> list[dict]:
    return client.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])


def js_data(answer) -> dict:
    """Return the block of JSON that the script of the page reads."""
    found = re.search(
        r'<script id="passkey-options" type="application/json">(.*?)</script>',
        answer.content.decode(),
    )
    return json.loads(found[1])


def secret_on(answer) -> str:
    return html.unescape(re.search(r'<code class="wrap">(\w+)</code>', answer.content.decode())[1])


def app_code(secret: str, step: int = 0) -> str:
    """Return what an app shows now, or some steps of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def another(code: str) -> str:
    """Return a code that is certainly none of those that fit now."""
    return "".join(str((int(figure) + 5) % 10) for figure in code)


def set_up_app(user) -> str:
    """Give somebody an authenticator app and return its secret; its first code is spent."""
    client = signed_in(user)
    secret = secret_on(client.get("/accounts/app/"))
    answer = client.post("/accounts/app/", {"code": app_code(secret, -1)})
    assert answer.status_code == 302, answer.content.decode()
    client.post("/accounts/logout/")
    cache.clear()
    return secret


def set_up_passkey(user) -> SoftPasskey:
    """Give somebody a passkey and return it."""
    client, key = signed_in(user), SoftPasskey()
    options = js_data(client.get("/accounts/passkeys/add/"))["creation_options"]
    answer = client.post(
        "/accounts/passkeys/add/",
        {"name": "telephone", "credential": json.dumps(key.make(options))},
    )
    assert answer.status_code == 302, answer.content.decode()
    client.post("/accounts/logout/")
    return key


def by_code(client, user, code_for) -> object:
    """Take the first step of a sign-in by code and return the answer."""
    client.post(LOGIN, {"login": user.email})
    return client.post(CONFIRM, {"code": code_for(user.email)})


def challenge(client) -> dict:
    """Return what the server wants signed by whoever comes in by passkey."""
    return client.get(PASSKEY_LOGIN, headers={"accept": "application/json"}).json()[
        "request_options"
    ]


def notices(user) -> list[str]:
    """Return the headings of the notices that somebody got, oldest first."""
    mails = Message.objects.filter(to_address=user.email, kind="account/security_notice")
    return list(mails.order_by("pk").values_list("subject", flat=True))
