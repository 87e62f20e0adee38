"""An app's code completes a sign-in once; its secret lies sealed; recovery codes are shown once."""

import json
import re
import threading

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from community.identity import actions, keyring

from .conftest import (
    CONFIRM,
    LOGIN,
    SECOND_STEP,
    SECURITY,
    another,
    app_code,
    browser,
    by_code,
    confirm,
    is_in,
    notices,
    secret_on,
    set_up_app,
    signed_in,
)

pytestmark = pytest.mark.django_db
APP = "/accounts/app/"
CODES = "/accounts/recovery-codes/"


def test_eve_sets_up_an_app_and_needs_its_code_from_then_on(eve, code_for):
    secret, client = set_up_app(eve), browser()
    answer = by_code(client, eve, code_for)
    assert answer.url == SECOND_STEP
    assert not is_in(client)
    assert client.get("/members/").status_code == 302
    answer = client.post(SECOND_STEP, {"code": app_code(secret)})
    assert answer.url == "/members/"
    assert is_in(client)


def test_setting_it_up_leads_to_the_recovery_codes(eve, django_capture_on_commit_callbacks):
    client = signed_in(eve)
    secret = secret_on(client.get(APP))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(APP, {"code": app_code(secret)}).url == CODES
    assert notices(eve) == ["An authenticator app was added"]


def test_the_picture_holds_the_key_for_this_site_and_this_person(eve):
    page = signed_in(eve).get(APP).content.decode()
    assert "data:image/svg+xml;base64," in page
    assert "<script" not in page.split("<main")[1].split("</main>")[0]


def test_the_secret_is_never_in_clear_in_a_table(eve):
    client = signed_in(eve)
    secret = secret_on(client.get(APP))
    waiting = client.session["mfa.totp.secret"]
    assert secret not in waiting
    assert keyring.open_sealed(waiting) == secret
    client.post(APP, {"code": app_code(secret)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        stored = "".join(row[0] for row in cursor.fetchall())
    app = Authenticator.objects.get(type="totp")
    codes = Authenticator.objects.get(type="recovery_codes")
    assert secret not in stored
    assert keyring.open_sealed(app.data["secret"]) == secret
    assert keyring.open_sealed(codes.data["seed"]) not in stored
    assert not [one for one in codes.wrap().generate_codes() if one in stored]
    assert all(secret not in str(one.get_decoded()) for one in Session.objects.all())


def test_the_same_secret_looks_different_each_time_it_is_sealed():
    assert keyring.seal("secret") != keyring.seal("secret")


def test_a_new_key_opens_what_the_old_one_sealed(eve, code_for, settings):
    secret = set_up_app(eve)
    before = Authenticator.objects.get(type="totp").data["secret"]
    settings.MFA_KEYS = ["a-new-key-of-sufficient-length"]
    client = browser()
    by_code(client, eve, code_for)
    client.post(SECOND_STEP, {"code": app_code(secret)})
    assert is_in(client)
    call_command("seal_second_factors_again")
    after = Authenticator.objects.get(type="totp").data["secret"]
    assert after != before
    settings.SECRET_KEY = "another-" + "y" * 50
    assert keyring.open_sealed(after) == secret, "the old key may go now"
    with pytest.raises(keyring.InvalidToken):
        keyring.open_sealed(before)


def test_without_its_key_a_secret_opens_nothing_and_the_page_stays_kind(eve, code_for, settings):
    secret, client = set_up_app(eve), browser()
    by_code(client, eve, code_for)
    settings.MFA_KEYS = []
    Authenticator.objects.filter(type="totp").update(data={"secret": "gAAAAABtampered"})
    answer = client.post(SECOND_STEP, {"code": app_code(secret)})
    assert "This code does not fit" in answer.content.decode()
    with pytest.raises(CommandError):
        call_command("seal_second_factors_again")


def test_a_code_is_accepted_once(eve, code_for):
    secret = set_up_app(eve)
    code = app_code(secret)
    first, second = browser(), browser()
    by_code(first, eve, code_for)
    first.post(SECOND_STEP, {"code": code})
    assert is_in(first)
    by_code(second, eve, code_for)
    second.post(SECOND_STEP, {"code": code})
    assert not is_in(second)


def test_nor_later_within_its_minute(eve, time_machine):
    """Allauth forgets a spent code after 30 seconds, yet takes it for 90."""
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    secret = set_up_app(eve)
    code = app_code(secret, 1)
    assert actions.spend_code(user=eve, code=code)
    time_machine.move_to("2026-11-23T10:00:45Z", tick=False)
    assert actions.spend_code(user=eve, code=code) is None
    assert actions.spend_code(user=eve, code=app_code(secret, 1))


def test_the_code_that_set_it_up_is_spent(eve):
    client = signed_in(eve)
    code = app_code(secret_on(client.get(APP)))
    client.post(APP, {"code": code})
    assert actions.spend_code(user=eve, code=code) is None


@pytest.mark.parametrize("steps", [-4, -2, 2, 4])
def test_a_code_of_another_time_does_not_fit(eve, time_machine, steps):
    time_machine.move_to("2026-11-23T10:00:10Z", tick=False)
    secret = set_up_app(eve)
    assert actions.spend_code(user=eve, code=app_code(secret, steps)) is None


@pytest.mark.parametrize("typed", ["", "000", "abcdef", "1" * 300, "١٢٣٤٥٦", "\0"])
def test_what_is_no_code_is_said(eve, code_for, typed):
    set_up_app(eve)
    client = browser()
    by_code(client, eve, code_for)
    answer = client.post(SECOND_STEP, {"code": typed})
    assert answer.status_code == 200
    assert "needs another look" in answer.content.decode()
    assert not is_in(client)


def test_five_guesses_in_a_minute_are_all(eve, code_for):
    secret, client = set_up_app(eve), browser()
    by_code(client, eve, code_for)
    for _guess in range(5):
        client.post(SECOND_STEP, {"code": another(app_code(secret))})
    answer = client.post(SECOND_STEP, {"code": app_code(secret)})
    assert "tried too often" in answer.content.decode()
    assert not is_in(client)


def test_another_network_does_not_help_a_guesser(eve, code_for):
    secret = set_up_app(eve)
    for number in range(6):
        client = browser(REMOTE_ADDR=f"198.51.100.{number}")
        client.force_login(eve)
        answer = client.post(
            "/accounts/reauthenticate/app/?next=/members/", {"code": another(app_code(secret))}
        )
    assert "tried too often" in answer.content.decode()


def test_success_does_not_wipe_out_the_failures_of_the_network(eve, mallory, code_for):
    """Else a guesser would sign in to an account of their own between two guesses."""
    secret, own = set_up_app(eve), set_up_app(mallory)
    client = signed_in(mallory, fresh=False)
    for _guess in range(4):
        client.post("/accounts/reauthenticate/app/", {"code": another(app_code(own))})
    client.post("/accounts/reauthenticate/app/?next=/members/", {"code": app_code(own)})
    victim = browser()
    victim.force_login(eve)
    answers = [
        victim.post("/accounts/reauthenticate/app/", {"code": another(app_code(secret))})
        for _guess in range(5)
    ]
    assert "tried too often" not in answers[-1].content.decode()
    stranger = signed_in(mallory, fresh=False)
    for _guess in range(2):
        last = stranger.post("/accounts/reauthenticate/app/", {"code": another(app_code(own))})
    assert "tried too often" in last.content.decode()


def test_whoever_is_in_the_second_step_is_nobody_yet(eve, code_for):
    set_up_app(eve)
    client = browser()
    by_code(client, eve, code_for)
    for path in (SECURITY, APP, CODES, "/accounts/password/", "/accounts/email/"):
        assert client.get(path).status_code == 302


def test_the_second_step_is_closed_to_whoever_has_not_taken_the_first(eve):
    secret, client = set_up_app(eve), browser()
    assert client.get(SECOND_STEP).url == LOGIN
    client.post(SECOND_STEP, {"code": app_code(secret)})
    assert not is_in(client)


def test_the_second_step_waits_a_quarter_of_an_hour(eve, code_for, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    secret, client = set_up_app(eve), browser()
    by_code(client, eve, code_for)
    time_machine.move_to("2026-11-23T10:15:05Z")
    client.post(SECOND_STEP, {"code": app_code(secret)})
    assert not is_in(client)


def read_codes(client) -> list[str]:
    return re.findall(r"<code>(\d{8})</code>", client.get(CODES).content.decode())


def test_recovery_codes_are_shown_once(eve):
    client = signed_in(eve)
    client.post(APP, {"code": app_code(secret_on(client.get(APP)))})
    assert len(read_codes(client)) == 10
    assert read_codes(client) == []
    assert "10 codes are left" in client.get(CODES).content.decode()


def test_a_recovery_code_opens_once(eve, code_for):
    client = signed_in(eve)
    client.post(APP, {"code": app_code(secret_on(client.get(APP)))})
    spare = read_codes(client)[0]
    first, second = browser(), browser()
    by_code(first, eve, code_for)
    first.post(SECOND_STEP, {"code": spare})
    assert is_in(first)
    by_code(second, eve, code_for)
    second.post(SECOND_STEP, {"code": spare})
    assert not is_in(second)
    assert "9 codes are left" in client.get(SECURITY).content.decode()


def test_new_recovery_codes_end_the_old_ones(eve, django_capture_on_commit_callbacks):
    client = signed_in(eve)
    client.post(APP, {"code": app_code(secret_on(client.get(APP)))})
    old = read_codes(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/recovery-codes/new/")
    new = read_codes(client)
    assert len(new) == 10
    assert not set(old) & set(new)
    assert actions.spend_code(user=eve, code=old[0]) is None
    assert actions.spend_code(user=eve, code=new[0])
    assert notices(eve)[-1] == "New recovery codes were made"


def test_the_app_is_removed_after_proving_it_with_the_app(eve):
    secret, client = set_up_app(eve), signed_in(eve, fresh=False)
    asked = client.get("/accounts/app/remove/")
    assert asked.url.startswith("/accounts/reauthenticate/app/?")
    assert client.post(asked.url, {"code": app_code(secret)}).url == "/accounts/app/remove/"
    assert client.post("/accounts/app/remove/").url == SECURITY
    assert not Authenticator.objects.exists()
    assert notices(eve)[-1] == "The authenticator app was removed"
    assert client.get(APP).status_code == 200


def test_whoever_has_an_app_cannot_prove_it_by_mail_or_password(eve):
    """A stolen session and a read mailbox must not be enough to remove the app."""
    set_up_app(eve)
    eve.set_password("seven quiet herons at noon")
    eve.save()
    client = signed_in(eve, fresh=False)
    for path in ("/accounts/reauthenticate/", "/accounts/reauthenticate/code/"):
        assert client.get(path).url == "/accounts/reauthenticate/app/"
        assert client.post(path, {"action": "send"}).url == "/accounts/reauthenticate/app/"


def spend(cookie, code, meet, entered):
    client = Client(SERVER_NAME="localhost")
    client.cookies["sessionid"] = cookie
    meet.wait()
    entered.append(client.post(SECOND_STEP, {"code": code}).status_code)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_from_four_browsers_at_once_lets_one_in(eve, code_for):
    secret = set_up_app(eve)
    cookies = []
    for _browser in range(3):
        client = browser()
        assert by_code(client, eve, code_for).url == SECOND_STEP
        cookies.append(client.cookies["sessionid"].value)
    meet, entered, code = threading.Barrier(3), [], app_code(secret)
    threads = [threading.Thread(target=spend, args=(one, code, meet, entered)) for one in cookies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entered) == [200, 200, 302]


def test_a_fresh_factor_counts_in_the_session_that_made_it(eve):
    client = signed_in(eve)
    client.post(APP, {"code": app_code(secret_on(client.get(APP)))})
    assert client.get(CODES).status_code == 200, "no second proof a second later"


def test_a_proof_runs_out(eve, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client = signed_in(eve)
    assert client.get(APP).status_code == 200
    time_machine.move_to("2026-11-23T10:15:05Z")
    assert client.get(APP).url == f"/accounts/reauthenticate/code/?next={APP.replace('/', '%2F')}"
    confirm(client, eve)
    assert client.get(APP).status_code == 200


def test_sealed_secrets_leave_no_trace_in_the_address_or_json(eve):
    client = signed_in(eve)
    secret = secret_on(client.get(APP))
    assert secret not in json.dumps(dict(client.session))
    assert CONFIRM not in client.get(APP).content.decode()
