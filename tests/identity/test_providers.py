"""Somebody comes in through another identity provider: allauth's own, run on loopback."""

import html
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.exceptions import ImproperlyConfigured

from community.members.models import ConsentRecord, User
from config.settings.providers import openid_providers
from outbox.models import Message
from tests.factories.members import ProfileFactory

from .conftest import (
    LOGIN,
    SECOND_STEP,
    SECURITY,
    browser,
    is_in,
    mails_to,
    notices,
    set_up_app,
    signed_in,
)
from .identity_provider import CLIENT, PASSWORD, SECRET

pytestmark = pytest.mark.django_db
CALLBACK = "http://localhost/accounts/provider/eu-login/back/"
LEAVE = "/accounts/provider/eu-login/"
SIGN_UP = "/accounts/signup/provider/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """Return the address of the running provider."""
    folder = tmp_path_factory.mktemp("provider")
    program = [sys.executable, str(Path(__file__).with_name("identity_provider.py"))]
    process = subprocess.Popen(
        [*program, str(folder), CALLBACK],
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
    )
    port = process.stdout.readline().strip()
    assert port, (folder / "log").read_text()
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(autouse=True)
def configured(provider, settings):
    """The environment names the provider, as an operator would."""
    settings.SOCIALACCOUNT_PROVIDERS = openid_providers(
        {
            "OPENID_PROVIDERS": "eu-login",
            "OPENID_EU_LOGIN_URL": provider,
            "OPENID_EU_LOGIN_CLIENT_ID": CLIENT,
            "OPENID_EU_LOGIN_SECRET": SECRET,
        }
    )


def field(page: str, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


def target_of(answer) -> str:
    """Return the link of the page that leads to the provider."""
    assert answer.status_code == 200, answer.url
    page = answer.content.decode()
    target = html.unescape(re.search(r'content="0; url=([^"]+)"', page)[1])
    assert f'href="{html.escape(target)}"' in page
    return target


def at_provider(target: str, who: str) -> str:
    """Sign in at the provider as a person's browser does, and return where it leads back to."""
    there = requests.Session()
    page = there.get(target)
    form = {
        "csrfmiddlewaretoken": field(page.text, "csrfmiddlewaretoken"),
        "next": field(page.text, "next"),
    }
    answer = there.post(
        page.url, form | {"login": who, "password": PASSWORD}, allow_redirects=False
    )
    while not answer.headers.get("Location", CALLBACK).startswith(CALLBACK):
        answer = there.get(
            requests.compat.urljoin(page.url, answer.headers["Location"]), allow_redirects=False
        )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def come(client, who, **form):
    """Go to the provider and come back; return the last answer."""
    back = urlsplit(at_provider(target_of(client.post(LEAVE, form)), who))
    answer = client.get(f"{back.path}?{back.query}")
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_a_stranger_gets_the_form_with_the_consent_and_still_proves_the_address(
    sign_up_form, code_for
):
    client = browser()
    answer = come(client, "eve")
    assert answer.url == SIGN_UP
    page = client.get(SIGN_UP).content.decode()
    assert 'value="eve@example.org"' in page
    assert 'value="Eve Elsewhere"' in page
    assert 'name="consent"' in page
    assert "EU Login told us who you are" in page
    refused = client.post(SIGN_UP, sign_up_form | {"consent": ""}).content.decode()
    assert "Without this we may not keep an account" in refused
    assert not User.objects.exists()
    del sign_up_form["subject"]
    assert client.post(SIGN_UP, sign_up_form).url == "/accounts/confirm-email/"
    eve = User.objects.get()
    assert not EmailAddress.objects.get(user=eve).verified, "what the provider believes is no proof"
    assert ConsentRecord.objects.get(user=eve).is_given
    assert not is_in(client)
    client.post("/accounts/confirm-email/", {"code": code_for("eve@example.org")})
    assert is_in(client)
    account = SocialAccount.objects.get(user=eve)
    assert (account.provider, account.extra_data) == ("eu-login", {})
    assert not SocialToken.objects.exists()
    assert not SocialApp.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Eve <b>N</b>", "Write only the name"),
        ("Eve \u202eN", "turns the letters around"),
        ("Eve\ue000", "no keyboard writes"),
    ],
)
def test_a_name_that_is_none_is_told_so(sign_up_form, name, words):
    client = browser()
    come(client, "eve")
    answer = client.post(SIGN_UP, sign_up_form | {"name": name})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not User.objects.exists()


@pytest.fixture
def known(eve, provider):
    """Eve has connected her account."""
    client = signed_in(eve)
    come(client, "eve", process="connect")
    client.post("/accounts/logout/")
    return eve


def test_eve_connects_it_and_comes_in_through_it(known):
    assert notices(known) == ["EU Login was connected"]
    client = browser()
    assert come(client, "eve").url == "/members/"
    assert is_in(client)


def test_the_way_one_was_on_goes_on(known):
    assert come(browser(), "eve", next="/members/profile/").url == "/members/profile/"


def test_it_leads_to_no_other_site(known):
    assert come(browser(), "eve", next="https://evil.example/").url == "/members/"


def test_an_app_is_asked_for_all_the_same(known):
    set_up_app(known)
    client = browser()
    assert come(client, "eve").url == SECOND_STEP
    assert not is_in(client)


def test_a_provider_that_claims_somebodys_address_does_not_open_their_account(sign_up_form):
    """Mallory told the provider that Alice's address was hers, and it believes her."""
    alice = ProfileFactory(user__email="alice@example.org").user
    client = browser()
    assert come(client, "mallory").url == SIGN_UP
    assert not is_in(client)
    form = sign_up_form | {"email": alice.email}
    assert client.post(SIGN_UP, form).url == "/accounts/confirm-email/"
    assert mails_to(alice.email) == ["account/account_already_exists"]
    assert not SocialAccount.objects.exists()
    for code in ("000000", ""):
        client.post("/accounts/confirm-email/", {"code": code})
    assert not is_in(client)


def test_a_taken_and_a_free_address_get_the_same_answer(eve, sign_up_form):
    shapes = []
    for address in (eve.email, "free@example.org"):
        client = browser()
        come(client, "mallory")
        answer = client.post(SIGN_UP, sign_up_form | {"email": address})
        page = client.get(answer.url).content.decode().replace(address, "ADDRESS")
        shapes.append((answer.url, page.split("csrfmiddlewaretoken")[0]))
    assert shapes[0] == shapes[1]


def test_an_identity_belongs_to_one_account(known, mallory):
    client = signed_in(mallory)
    answer = come(client, "eve", process="connect")
    assert answer.url == SECURITY
    assert "connected to another account" in client.get(SECURITY).content.decode()
    assert SocialAccount.objects.get().user == known


def test_connecting_asks_who_is_there(eve):
    answer = signed_in(eve, fresh=False).post(LEAVE, {"process": "connect"})
    assert answer.url.startswith("/accounts/reauthenticate/code/")


def test_it_is_disconnected_by_its_owner(known, mallory):
    path = "/accounts/provider/eu-login/disconnect/"
    assert signed_in(mallory).post(path).status_code == 404
    client = signed_in(known)
    assert "Disconnect" in client.get(SECURITY).content.decode()
    assert client.post(path).url == SECURITY
    assert not SocialAccount.objects.exists()
    assert notices(known)[-1] == "EU Login was disconnected"


def test_an_account_of_a_provider_that_is_no_longer_offered_can_be_let_go(known, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    client = signed_in(known)
    assert "eu-login" in client.get(SECURITY).content.decode()


def test_only_a_form_of_ours_begins_it(db):
    strict = browser(enforce_csrf_checks=True)
    assert strict.get(LEAVE).url == LOGIN
    assert strict.post(LEAVE).status_code == 403


def test_the_request_carries_pkce_a_state_and_only_our_scopes(provider):
    query = parse_qs(urlsplit(target_of(browser().post(LEAVE))).query)
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["state"][0]) >= 16
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    assert query["redirect_uri"] == [CALLBACK]
    assert SECRET not in str(query)


def test_an_answer_without_our_state_is_refused(known):
    """Else a link would sign a victim in as somebody else."""
    back = urlsplit(at_provider(target_of(browser().post(LEAVE)), "eve"))
    victim = browser()
    answer = victim.get(f"{back.path}?{back.query}")
    assert answer.status_code == 401
    assert "did not confirm who you are" in answer.content.decode()
    assert not is_in(victim)


def test_an_answer_works_once(known):
    client = browser()
    back = urlsplit(at_provider(target_of(client.post(LEAVE)), "eve"))
    client.get(f"{back.path}?{back.query}")
    client.post("/accounts/logout/")
    client.get(f"{back.path}?{back.query}")
    assert not is_in(client)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=y", "?error=access_denied", "?error=<svg>"]
)
def test_a_broken_answer_has_a_page(db, query):
    answer = browser().get("/accounts/provider/eu-login/back/" + query)
    assert answer.status_code in {302, 401, 502}
    assert "<svg>" not in answer.content.decode()


def test_whoever_turns_back_is_told_so(provider):
    client = browser()
    state = parse_qs(urlsplit(target_of(client.post(LEAVE))).query)["state"][0]
    back = f"/accounts/provider/eu-login/back/?error=access_denied&state={state}"
    assert "You turned back" in client.get(back, follow=True).content.decode()


def test_a_provider_that_is_away_has_a_page(settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = browser().post(LEAVE)
    assert answer.status_code == 502
    assert "took too long" in answer.content.decode()


def test_a_provider_that_nobody_configured_is_not_there(db):
    assert browser().post("/accounts/provider/evil/").status_code == 404
    assert browser().get("/accounts/provider/evil/back/").status_code == 404


def test_the_way_in_is_offered_where_it_is_configured_only(db, settings):
    assert "Use EU Login" in browser().get(LOGIN).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "EU Login" not in browser().get(LOGIN).content.decode()


def test_one_network_begins_it_so_often_only(provider):
    answers = [browser().post(LEAVE).status_code for _ in range(21)]
    assert answers[-1] == 429


def test_orcid_needs_no_more_than_its_keys():
    made = openid_providers(
        {
            "OPENID_PROVIDERS": "orcid",
            "OPENID_ORCID_CLIENT_ID": "APP-1",
            "OPENID_ORCID_SECRET": "s",
        }
    )
    (app,) = made["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://orcid.org"
    assert app["settings"]["scope"] == ["openid"]
    assert app["settings"]["uid_field"] == "sub"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"OPENID_PROVIDERS": "orcid"}, "OPENID_ORCID_CLIENT_ID"),
        (
            {
                "OPENID_PROVIDERS": "x",
                "OPENID_X_CLIENT_ID": "a",
                "OPENID_X_SECRET": "b",
                "OPENID_X_URL": "http://x.example",
            },
            "https://",
        ),
    ],
)
def test_half_a_configuration_stops_the_site(environment, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        openid_providers(environment)


def test_none_is_offered_unless_told():
    assert openid_providers({}) == {}


def test_an_orcid_id_is_proven_by_signing_in_there(eve):
    from community.identity.actions import note_orcid, unprove_orcid

    account = SocialAccount.objects.create(user=eve, provider="orcid", uid="0000-0002-1825-0097")
    note_orcid(account=account)
    eve.profile.refresh_from_db()
    assert eve.profile.orcid == "0000-0002-1825-0097"
    assert eve.profile.orcid_verified_at
    unprove_orcid(account=account)
    eve.profile.refresh_from_db()
    assert eve.profile.orcid
    assert eve.profile.orcid_verified_at is None
    assert not Message.objects.exists()
