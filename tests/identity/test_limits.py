"""Every way to guess or to make us write mail has a limit for the minute, the hour and the day."""

import pytest
from allauth.account import app_settings as account
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as mfa

from .conftest import LOGIN, PASSWORD_LOGIN, PHRASE, browser, is_in, signed_in

pytestmark = pytest.mark.django_db
HOUR, DAY = 3600, 86_400
BY_ADDRESS = ["request_login_code", "login_failed", "confirm_email"]
BY_NETWORK = ["login", "login_failed", "signup", "request_login_code"]
BY_PERSON = ["manage_email", "change_password", "reauthenticate"]


def windows(action: str, per: str, limits=None) -> set[float]:
    rates = parse_rates((limits or account.RATE_LIMITS)[action])
    return {rate.duration for rate in rates if rate.per == per}


@pytest.mark.parametrize(
    ("action", "per"),
    [
        *((action, "key") for action in BY_ADDRESS),
        *((action, "ip") for action in BY_NETWORK),
        *((action, "user") for action in BY_PERSON),
    ],
)
def test_each_has_three_windows(action, per):
    found = windows(action, per)
    assert {HOUR, DAY} < found
    assert min(found) <= 60


def test_passkeys_too():
    assert windows("webauthn_login", "ip", mfa.RATE_LIMITS) == {60, HOUR, DAY}


def test_a_header_that_anybody_can_write_gives_no_new_network(eve):
    """`X-Forwarded-For` is not believed where no proxy of ours stands."""
    for number in range(11):
        client = browser()
        answer = client.post(
            PASSWORD_LOGIN,
            {"login": f"person{number}@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"203.0.113.{number}"},
        )
    assert "tried too often" in answer.content.decode()


def test_behind_our_own_proxy_only_what_it_wrote_counts(eve, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(11):
        answer = browser().post(
            PASSWORD_LOGIN,
            {"login": f"person{number}@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"},
        )
    assert "tried too often" in answer.content.decode()


def test_one_customers_ipv6_addresses_are_one_network(eve):
    for number in range(11):
        answer = browser(REMOTE_ADDR=f"2001:db8:1:2::{number}").post(
            PASSWORD_LOGIN, {"login": f"person{number}@example.org", "password": "wrong"}
        )
    assert "tried too often" in answer.content.decode()


def test_another_network_is_another_matter(eve):
    for number in range(11):
        answer = browser(REMOTE_ADDR=f"198.51.100.{number}").post(
            PASSWORD_LOGIN, {"login": f"person{number}@example.org", "password": "wrong"}
        )
    assert "tried too often" not in answer.content.decode()


def test_proving_who_is_there_is_limited(eve):
    eve.set_password(PHRASE)
    eve.save()
    client = signed_in(eve, fresh=False)
    answers = [
        client.post("/accounts/reauthenticate/", {"password": "wrong"}) for _attempt in range(11)
    ]
    assert answers[-1].status_code == 429
    assert client.get("/accounts/password/").status_code == 302


def test_changing_a_password_is_limited(eve):
    client = signed_in(eve)
    answers = [client.post("/accounts/password/", {"password": "short"}) for _attempt in range(6)]
    assert answers[-1].status_code == 429


NEXT = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,hi",
    "http://localhost@evil.example/",
    "http://localhost.evil.example/",
    "\thttps://evil.example",
]


@pytest.mark.parametrize("target", NEXT)
def test_no_way_in_or_out_leads_to_another_site(eve, target):
    eve.set_password(PHRASE)
    eve.save()
    client = browser()
    form = {"login": eve.email, "password": PHRASE, "next": target}
    assert client.post(PASSWORD_LOGIN, form).url == "/members/"
    assert is_in(client)
    for path in (LOGIN, PASSWORD_LOGIN, "/accounts/signup/", "/accounts/signup/passkey/"):
        assert client.get(path, {"next": target}).url == "/members/"
    assert client.post("/accounts/logout/", {"next": target}).url == "/"
