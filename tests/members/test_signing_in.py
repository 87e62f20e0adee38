"""A code by mail opens the account once, for ten minutes, after three attempts at most."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.members import guards
from outbox.models import Message
from outbox.rendering import render_mail
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory

from .conftest import mails_to, wrong

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture
def eve(db):
    user = ProfileFactory(user__email="eve@example.org", user__name="Eve (example)").user
    return ConsentRecordFactory(user=user).user


def is_in(browser) -> bool:
    return "_auth_user_id" in browser.session


def test_a_code_signs_in_and_leads_to_the_own_page(client, eve, code_for):
    answer = client.post(LOGIN, {"login": "EVE@example.org "})
    assert answer.url == CONFIRM
    assert "eve@example.org" in client.get(CONFIRM).content.decode()
    answer = client.post(CONFIRM, {"code": code_for("eve@example.org")}, follow=True)
    assert answer.redirect_chain == [("/members/", 302)]
    assert is_in(client)


def test_the_way_one_was_on_goes_on_after_signing_in(client, eve, code_for):
    sent = client.get("/members/profile/")
    assert sent.url == "/accounts/login/?next=/members/profile/"
    assert 'value="/members/profile/"' in client.get(sent.url).content.decode()
    answer = client.post(LOGIN, {"login": eve.email, "next": "/members/profile/"})
    answer = client.post(CONFIRM, {"code": code_for(eve.email), "next": "/members/profile/"})
    assert answer.url == "/members/profile/"


def test_signing_in_leads_to_no_other_site(client, eve, code_for):
    client.post(LOGIN, {"login": eve.email, "next": "https://evil.example/"})
    answer = client.post(CONFIRM, {"code": code_for(eve.email), "next": "https://evil.example/"})
    assert answer.url == "/members/"


def test_whoever_has_not_told_group_and_country_is_asked_gently(client, charlie, code_for):
    client.post(LOGIN, {"login": charlie.email})
    answer = client.post(CONFIRM, {"code": code_for(charlie.email)}, follow=True)
    assert answer.redirect_chain == [("/members/welcome/", 302)]
    assert "Under a minute" in answer.content.decode()
    assert client.get("/members/").status_code == 200


def test_whoever_looks_after_mail_never_sees_a_code(client, client_of, eve, code_for):
    clerk = UserFactory(is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=("access_admin", "view_message"))
    )
    client.post(LOGIN, {"login": eve.email})
    mail, code, desk = Message.objects.get(), code_for(eve.email), client_of(clerk)
    for where in ("index", "index_results"):
        shown = desk.get(reverse(f"mail:{where}"), {"q": eve.email}).content.decode()
        assert mail.subject in shown
        assert code not in shown
    inspected = desk.get(reverse("mail:inspect", args=(mail.pk,)))
    assert inspected.status_code == 200
    assert code not in inspected.content.decode()
    for where in ("preview", "source"):
        assert desk.get(reverse(f"mail:{where}", args=(mail.pk,))).status_code in {302, 403}


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it"])
@pytest.mark.parametrize(
    "template", ["login_code", "email_confirmation", "email_confirmation_signup"]
)
def test_a_code_stands_in_the_body_and_never_in_the_subject(template, language):
    told = {"code": "428992", "email": "eve@example.org"}
    mail = render_mail(f"account/email/{template}", told, language)
    assert "428992" in mail.text
    assert "428992" in mail.html
    assert mail.subject
    assert "428992" not in mail.subject


def test_a_code_may_be_typed_with_spaces(client, eve, code_for):
    client.post(LOGIN, {"login": eve.email})
    code = code_for(eve.email)
    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})
    assert is_in(client)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "This field is required"),
        ("eve", "Enter a valid email address"),
        ("e" * 250 + "@example.org", "at most 254 characters"),
        ("eve@example.org\0", "Null characters are not allowed"),
        ("<svg onload=alert(1)>@example.org", "Enter a valid email address"),
    ],
)
def test_what_is_no_address_is_said(client, typed, words):
    answer = client.post(LOGIN, {"login": typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "<svg onload" not in page
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Type the six figures"), ("1" * 300, "at most 20"), ("١٢٣", "not the code")],
)
def test_what_is_no_code_is_said(client, eve, typed, words):
    client.post(LOGIN, {"login": eve.email})
    assert words in client.post(CONFIRM, {"code": typed}).content.decode()
    assert not is_in(client)


def test_a_known_and_an_unknown_address_get_the_same_answer(client_of, eve):
    answers = []
    for address in (eve.email, "nobody@example.org"):
        browser = client_of()
        sent = browser.post(LOGIN, {"login": address})
        page = browser.get(CONFIRM).content.decode().replace(address, "ADDRESS")
        wrong_code = browser.post(CONFIRM, {"code": "000000"})
        again = browser.post(CONFIRM, {"action": "resend"})
        answers.append(
            (
                sent.status_code,
                sent.url,
                page.split("csrfmiddlewaretoken")[0],
                wrong_code.status_code,
                again.url,
                sorted(browser.session.keys()),
            )
        )
    assert answers[0] == answers[1]
    assert mails_to(eve.email)[0] == "account/login_code"
    assert mails_to("nobody@example.org") == ["account/unknown_account"]


def test_the_mail_to_an_unknown_address_leads_to_the_sign_up_form(client):
    client.post(LOGIN, {"login": "no+body@example.org"})
    text = Message.objects.get().text
    assert "http://testserver/accounts/signup/?email=no%2Bbody%40example.org" in text
    page = client.get("/accounts/signup/?email=no%2Bbody%40example.org").content.decode()
    assert 'value="no+body@example.org"' in page


def test_a_code_works_once(client, client_of, eve, code_for):
    client.post(LOGIN, {"login": eve.email})
    code = code_for(eve.email)
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")
    client.post(CONFIRM, {"code": code})
    assert not is_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it_only(client, client_of, eve, code_for):
    client.post(LOGIN, {"login": eve.email})
    other = client_of()
    other.post(LOGIN, {"login": "mallory@example.org"})
    other.post(CONFIRM, {"code": code_for(eve.email)})
    assert not is_in(other)


def test_a_code_lives_ten_minutes(client, eve, code_for, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client.post(LOGIN, {"login": eve.email})
    time_machine.move_to("2026-11-23T10:10:05Z")
    answer = client.post(CONFIRM, {"code": code_for(eve.email)}, follow=True)
    assert answer.redirect_chain[-1][0] == LOGIN
    assert not is_in(client)


def test_three_wrong_codes_end_it(client, eve, code_for):
    client.post(LOGIN, {"login": eve.email})
    code = code_for(eve.email)
    for _attempt in range(3):
        answer = client.post(CONFIRM, {"code": wrong(code)}, follow=True)
    assert "tried too often" in answer.content.decode()
    client.post(CONFIRM, {"code": code})
    assert not is_in(client)


def test_a_new_code_replaces_the_old_one_and_not_the_attempts(client, eve, code_for):
    client.post(LOGIN, {"login": eve.email})
    first = code_for(eve.email)
    client.post(CONFIRM, {"code": wrong(first)})
    page = client.post(CONFIRM, {"action": "resend"}, follow=True).content.decode()
    assert "A new code is on its way" in page
    second = code_for(eve.email)
    client.post(CONFIRM, {"code": wrong(second)})
    client.post(CONFIRM, {"code": wrong(second)})
    client.post(CONFIRM, {"code": second})
    assert not is_in(client)


def test_the_address_can_be_corrected(client, eve):
    client.post(LOGIN, {"login": "ev@example.org"})
    assert client.get(LOGIN).url == CONFIRM
    answer = client.post("/accounts/logout/", {"next": LOGIN})
    assert answer.url == LOGIN
    assert client.get(LOGIN).status_code == 200


def test_an_address_can_be_sent_three_codes_a_minute_and_twelve_a_day(client_of, eve, time_machine):
    time_machine.move_to("2026-11-23T06:00:00Z")
    sent = 0
    for minute in range(0, 600, 20):
        time_machine.move_to(f"2026-11-23T{6 + minute // 60:02d}:{minute % 60:02d}:00Z")
        answer = client_of().post(LOGIN, {"login": eve.email})
        sent += answer.status_code == 302
    assert sent == 12
    assert "tried too often" in answer.content.decode()


def test_a_closed_account_gets_no_code_and_is_told_nothing(client, eve):
    get_user_model().objects.filter(pk=eve.pk).update(is_active=False)
    answer = client.post(LOGIN, {"login": eve.email})
    assert answer.url == CONFIRM
    assert "account/login_code" not in mails_to(eve.email)


def test_an_account_made_at_the_desk_is_opened_by_its_first_code(client, code_for):
    person = get_user_model().objects.create_user("new@example.org", name="New (example)")
    client.post(LOGIN, {"login": "new@example.org"})
    client.post(CONFIRM, {"code": code_for("new@example.org")})
    assert is_in(client)
    assert EmailAddress.objects.get(user=person).verified


def test_signing_out_needs_a_press(client, eve):
    client.force_login(eve)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/accounts/logout/").url == "/"
    assert not is_in(client)


def test_a_forged_sign_out_is_refused(eve):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(eve)
    assert browser.post("/accounts/logout/").status_code == 403
    assert is_in(browser)


@pytest.mark.parametrize(
    "path",
    [
        "password/change/",
        "password/set/",
        "password/reset/",
        "password/reset/key/x-y/",
        "confirm-email/some-key/",
        "3rdparty/",
    ],
)
def test_what_is_not_offered_is_not_there(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_no_password_opens_anything(client, eve):
    eve.set_password("a-long-password")
    eve.save()
    client.post(LOGIN, {"login": eve.email, "password": "a-long-password"})
    assert not is_in(client)
    assert mails_to(eve.email) == ["account/login_code"]


def test_a_closed_door_has_a_page(client):
    assert "This account is closed" in client.get("/accounts/inactive/").content.decode()


def guess(cookie: str, code: str, started: threading.Barrier) -> None:
    browser = Client()
    browser.cookies["sessionid"] = cookie
    started.wait()
    browser.post(CONFIRM, {"code": code})
    connection.close()


def attempts_counted(client, code: str) -> int:
    """Send eight wrong codes at the same moment and return how many the session counted."""
    started = threading.Barrier(8)
    cookie = client.cookies["sessionid"].value
    guesses = [threading.Thread(target=guess, args=(cookie, code, started)) for _ in range(8)]
    for thread in guesses:
        thread.start()
    for thread in guesses:
        thread.join()
    login = client.session.get("account_login")
    return (
        3 if login is None else login["state"]["stages"]["login_by_code"]["data"]["failed_attempts"]
    )


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_the_same_moment_are_counted_one_by_one(client, code_for, monkeypatch):
    UserFactory(email="eve@example.org")
    client.post(LOGIN, {"login": "eve@example.org"})
    assert attempts_counted(client, wrong(code_for("eve@example.org"))) == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_guesses_would_be_counted_once(client, code_for, monkeypatch):
    """The race is real: this is what `one_at_a_time` is for."""
    UserFactory(email="eve@example.org")
    client.post(LOGIN, {"login": "eve@example.org"})
    meet = threading.Barrier(8)
    monkeypatch.setattr(guards, "_lock", lambda key: None)
    compare = "allauth.account.forms.compare_user_code"
    monkeypatch.setattr(compare, lambda **_: bool(meet.wait(timeout=20)) and False)
    assert attempts_counted(client, wrong(code_for("eve@example.org"))) < 3


def asked(step) -> int:
    """Return how many queries a request makes; the marks within a transaction are none."""
    with CaptureQueriesContext(connection) as captured:
        assert step().status_code in {200, 302}
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(marks) for query in captured)


@pytest.mark.django_db(transaction=True)
def test_a_sign_in_keeps_to_its_queries(client, eve, code_for, settings, long_running):
    settings.SAMPLE_SIGN_IN = False
    for stranger in (Client(), Client()):  # the first makes the site's rows, the next keeps them
        stranger.get(LOGIN)
        stranger.post(LOGIN, {"login": "nobody@example.org"})
    assert asked(lambda: client.get(LOGIN)) == 0
    assert asked(lambda: client.post(LOGIN, {"login": eve.email})) == 7
    assert asked(lambda: client.get(CONFIRM)) == 2
    code = code_for(eve.email)
    assert asked(lambda: client.post(CONFIRM, {"code": code})) == 18
    assert is_in(client)
