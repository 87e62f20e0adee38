"""What opens an account is handed out without its secrets, and goes with the account."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from community.members.actions import erase_member
from community.members.rights import export_person

from .conftest import SECURITY, browser, by_code, set_up_app, set_up_passkey

pytestmark = pytest.mark.django_db


@pytest.fixture
def equipped(eve, code_for):
    """Eve has everything, and is in on a laptop."""
    laptop = browser(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140.0")
    by_code(laptop, eve, code_for)
    secret, key = set_up_app(eve), set_up_passkey(eve)
    SocialAccount.objects.create(user=eve, provider="orcid", uid="0000-0002-1825-0097")
    return eve, laptop, secret, key


def test_the_copy_names_everything_and_holds_no_secret(equipped):
    eve, laptop, secret, _key = equipped
    held = export_person(email=eve.email, user=eve)
    assert {one["kind"] for one in held["ways in"]} == {
        "totp",
        "webauthn",
        "recovery_codes",
        "identity provider",
    }
    assert "Firefox, Linux" in {one["device"] for one in held["devices"]}
    text = json.dumps(held["ways in"] + held["devices"])
    assert "telephone" in text
    assert "0000-0002-1825-0097" in text
    assert secret not in text
    assert laptop.session.session_key not in text
    for authenticator in Authenticator.objects.all():
        for name in ("secret", "seed", "credential"):
            assert str(authenticator.data.get(name, "nothing")) not in text


def test_nothing_of_it_is_anothers(equipped, mallory):
    held = export_person(email=mallory.email, user=mallory)
    assert held["ways in"] == held["devices"] == []


def test_erasing_the_account_ends_all_of_it(equipped):
    eve, laptop, _secret, _key = equipped
    erase_member(user=eve)
    assert not Authenticator.objects.exists()
    assert not SocialAccount.objects.exists()
    assert not UserSession.objects.exists()
    assert laptop.get(SECURITY).status_code == 302
