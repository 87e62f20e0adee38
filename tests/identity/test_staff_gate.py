"""Staff show a second factor in this session before the desk opens; nobody walks in circles."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group, Permission

from tests.factories.members import ConsentRecordFactory, ProfileFactory

from .conftest import (
    PASSWORD_LOGIN,
    PHRASE,
    app_code,
    browser,
    by_code,
    challenge,
    confirm,
    secret_on,
    set_up_app,
    set_up_passkey,
    signed_in,
)
from .test_passkeys import enter

pytestmark = pytest.mark.django_db
ASKED = "/members/security/second-factor/?next=%2Fadmin%2F"


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def editor(db):
    """Somebody who may enter the desk."""
    editor = ProfileFactory(user__email="editor@example.org").user
    ConsentRecordFactory(user=editor)
    desk = Group.objects.create(name="Desk")
    desk.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(desk)
    return editor


DOORS = ["/admin/", "/admin/login/", "/admin/pages/", "/admin/account/", "/admin/users/"]


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_is_sent_to_sign_in(db, door):
    answer = browser().get(door, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    assert len(answer.redirect_chain) <= 2


@pytest.mark.parametrize("door", DOORS)
def test_a_member_is_refused_and_asked_for_nothing(eve, door):
    answer = signed_in(eve).get(door, follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) <= 1


@pytest.mark.parametrize("door", DOORS)
def test_an_editor_without_a_factor_is_led_to_set_one_up(editor, door):
    answer = signed_in(editor).get(door, follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) == 1
    assert answer.redirect_chain[0][0].startswith("/members/security/second-factor/?next=")
    assert "A second factor for the desk" in answer.content.decode()


def test_a_form_to_the_desk_is_stopped_too(editor):
    assert signed_in(editor).post("/admin/pages/1/delete/").url == ASKED


def test_setting_one_up_opens_the_desk_where_one_was_going(editor):
    client = signed_in(editor)
    client.get("/admin/pages/", follow=True)
    client.post("/accounts/app/", {"code": app_code(secret_on(client.get("/accounts/app/")))})
    page = client.get("/accounts/recovery-codes/").content.decode()
    assert 'href="/admin/pages/"' in page
    assert client.get("/admin/").status_code == 200


def test_an_editor_with_an_app_types_its_code(editor):
    secret = set_up_app(editor)
    client = signed_in(editor)
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/reauthenticate/app/?next=%2Fadmin%2F"
    answer = client.post(
        "/accounts/reauthenticate/app/?next=/admin/", {"code": app_code(secret)}, follow=True
    )
    assert answer.redirect_chain == [("/admin/", 302)]
    assert answer.status_code == 200


def test_it_counts_in_this_session_only(editor, code_for):
    secret, first, second = set_up_app(editor), browser(), browser()
    by_code(first, editor, code_for)
    first.post("/accounts/login/second-step/", {"code": app_code(secret)})
    assert first.get("/admin/").status_code == 200
    second.force_login(editor)
    assert second.get("/admin/").url == ASKED


def test_a_passkey_is_both_factors(editor):
    key, client = set_up_passkey(editor), browser()
    enter(client, key.sign(challenge(client)))
    assert client.get("/admin/").status_code == 200


def test_code_and_password_together_are_no_second_factor(editor, code_for):
    editor.set_password(PHRASE)
    editor.save()
    client = browser()
    client.post(PASSWORD_LOGIN, {"login": editor.email, "password": PHRASE})
    confirm(client, editor, "code")
    assert client.get("/admin/").url == ASKED


def test_whoever_removes_the_factor_is_out_again(editor):
    set_up_app(editor)
    client = signed_in(editor)
    confirm(client, editor, "mfa", type="totp")
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/app/remove/")
    assert client.get("/admin/").url == ASKED


def test_the_factor_of_somebody_else_in_this_browser_counts_for_nothing(editor, eve):
    client = signed_in(eve)
    confirm(client, eve, "mfa", type="totp")
    client.force_login(editor)
    assert client.get("/admin/").url == ASKED


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_gate_leads_to_no_other_site(editor, target):
    secret = set_up_app(editor)
    client = signed_in(editor)
    asked = client.get("/members/security/second-factor/", {"next": target}).url
    assert asked == "/accounts/reauthenticate/app/?next=%2Fadmin%2F"
    answer = client.post(f"/accounts/reauthenticate/app/?next={target}", {"code": app_code(secret)})
    assert answer.url == "/members/"
    assert client.get("/members/security/second-factor/", {"next": target}).url == "/admin/"


def test_administrators_are_no_exception(people):
    assert signed_in(people["administrator"]).get("/admin/").url == ASKED


def test_the_rest_of_the_site_asks_nobody(editor):
    client = signed_in(editor)
    for path in ("/members/", "/members/profile/", "/members/security/"):
        assert client.get(path).status_code == 200


def test_switched_off_the_desk_says_so(editor, settings):
    settings.STAFF_SECOND_FACTOR = False
    page = signed_in(editor).get("/admin/").content.decode()
    assert "second factor for staff is switched off" in page
    settings.STAFF_SECOND_FACTOR = True
    client = signed_in(editor)
    confirm(client, editor, "mfa", type="totp")
    assert "switched off" not in client.get("/admin/").content.decode()


def test_in_production_it_cannot_be_switched_off(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ALLOWED_HOSTS": "www.example.org",
        "SITE_URL": "https://www.example.org",
        "DATABASE_URL": "postgres://somebody@localhost/none",
        "EMAIL_URL": "smtp://localhost:25",
        "DEFAULT_FROM_EMAIL": "inspire@example.org",
        "VAR_DIR": str(tmp_path),
        "STAFF_SECOND_FACTOR": "false",
    }
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from config.settings import production as p;"
            "print(p.STAFF_SECOND_FACTOR, p.PASSKEY_DOMAIN)",
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["True", "www.example.org"]
