"""A stranger becomes a member by a code; nobody learns from it who is one already."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from community.members.consents import MEMBERSHIP
from community.members.models import ConsentRecord, User
from community.members.signals import member_joined
from outbox.models import Message
from tests.factories.members import UserFactory

from .conftest import mails_to, wrong

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/signup/"
CONFIRM = "/accounts/confirm-email/"


def test_eve_signs_up_proves_her_address_and_is_welcomed(client, sign_up_form, code_for):
    answer = client.post(SIGN_UP, sign_up_form)
    assert answer.status_code == 302
    assert answer.url == CONFIRM
    assert "eve@example.org" in client.get(CONFIRM).content.decode()

    answer = client.post(CONFIRM, {"code": code_for("eve@example.org")}, follow=True)

    assert answer.redirect_chain == [("/members/welcome/", 302)]
    assert "Welcome, Eve." in answer.content.decode()
    eve = User.objects.members().get(email="eve@example.org")
    assert eve.profile.stakeholder_group.code == "academia"
    assert eve.profile.country.code == "FI"
    assert eve.profile.organisation == "Example University"
    assert not eve.has_usable_password()


def test_the_consent_is_stored_word_for_word(client, sign_up_form):
    client.post(SIGN_UP, sign_up_form)
    record = ConsentRecord.objects.get(email="eve@example.org")
    assert record.wording == str(MEMBERSHIP.text)
    assert record.wording_version == MEMBERSHIP.version
    assert record.language == "en"
    assert record.is_given
    assert record.source == "sign-up"
    assert record.user.email == "eve@example.org"


def test_the_words_shown_are_the_words_stored(client, sign_up_form):
    page = client.get(SIGN_UP).content.decode()
    client.post(SIGN_UP, sign_up_form)
    assert ConsentRecord.objects.get().wording in page


def test_mail_speaks_the_language_of_the_page(client, sign_up_form):
    client.post("/fr/accounts/signup/", sign_up_form)
    assert Message.objects.get(to_address="eve@example.org").language == "fr"
    assert ConsentRecord.objects.get().language == "fr"
    assert User.objects.get(email="eve@example.org").profile.language == "fr"


def test_other_rooms_hear_of_a_new_member_once_the_address_is_proven(
    client, sign_up_form, code_for, django_capture_on_commit_callbacks
):
    heard = []

    def hear(user, **_):
        heard.append(user.email)

    member_joined.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(SIGN_UP, sign_up_form)
        assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            client.post(CONFIRM, {"code": code_for("eve@example.org")})
        assert heard == ["eve@example.org"]
    finally:
        member_joined.disconnect(hear)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": ""}, "This field is required"),
        ({"email": "eve"}, "Enter a valid email address"),
        ({"email": f"{'e' * 250}@example.org"}, "at most 254 characters"),
        ({"name": ""}, "This field is required"),
        ({"name": "E" * 151}, "at most 150 characters"),
        ({"name": "Win at https://evil.example"}, "without web addresses"),
        ({"name": "Eve\r\nBcc: all@example.org"}, "without web addresses"),
        ({"stakeholder_group": ""}, "Choose the group that fits best"),
        ({"stakeholder_group": "sme"}, "Select a valid choice"),
        ({"stakeholder_group": "FI"}, "Select a valid choice"),
        ({"country": ""}, "Choose a country"),
        ({"country": "XX"}, "Select a valid choice"),
        ({"organisation": "O" * 201}, "at most 200 characters"),
        ({"consent": ""}, "Without this we may not keep an account"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, sign_up_form, change, words):
    sign_up_form["organisation"] = "Kept Example Works"
    sign_up_form |= change
    answer = client.post(SIGN_UP, sign_up_form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "One answer needs another look" in page
    assert sign_up_form["organisation"] in page
    assert not User.objects.exists()
    assert not Message.objects.exists()


def test_a_known_address_gets_the_same_answer_and_another_mail(client, client_of, sign_up_form):
    UserFactory(email="known@example.org")
    answers = []
    for address in ("known@example.org", "unknown@example.org"):
        browser = client_of()
        sent = browser.post(SIGN_UP, sign_up_form | {"email": address})
        page = browser.get(CONFIRM).content.decode()
        shape = page.replace(address, "ADDRESS").split("csrfmiddlewaretoken")[0]
        answers.append((sent.status_code, sent.url, shape, sorted(browser.session.keys())))
    assert answers[0] == answers[1]
    assert mails_to("known@example.org") == ["account/account_already_exists"]
    assert mails_to("unknown@example.org") == ["account/email_confirmation_signup"]
    assert User.objects.filter(email="known@example.org").count() == 1


def test_a_known_address_can_never_be_entered_by_signing_up_again(client, sign_up_form):
    UserFactory(email="eve@example.org")
    client.post(SIGN_UP, sign_up_form)
    for code in ("000000", "123456", ""):
        client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_two_sign_ups_at_the_same_moment_make_one_account(client, sign_up_form, monkeypatch):
    """The second passes the check before the first has written; the database decides."""
    UserFactory(email="eve@example.org", proven=False)
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists",
        lambda email, *_, **__: (email, False),
    )
    answer = client.post(SIGN_UP, sign_up_form)
    assert answer.url == CONFIRM
    assert User.objects.count() == 1
    assert mails_to("eve@example.org") == ["account/account_already_exists"]


def test_a_machine_that_fills_every_field_gets_nowhere(client, sign_up_form):
    answer = client.post(SIGN_UP, sign_up_form | {"subject": "buy"}, follow=True)
    assert answer.status_code == 200
    assert not User.objects.exists()
    assert not Message.objects.exists()


def test_a_wrong_code_may_be_tried_three_times(client, sign_up_form, code_for):
    client.post(SIGN_UP, sign_up_form)
    code = code_for("eve@example.org")
    for _attempt in range(2):
        page = client.post(CONFIRM, {"code": wrong(code)}).content.decode()
        assert "not the code we sent" in page
        assert wrong(code) in page, "what was typed is kept"
    answer = client.post(CONFIRM, {"code": wrong(code)}, follow=True)
    assert "tried too often" in answer.content.decode()
    client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_that_came_too_late_leads_back_to_the_start(
    client, sign_up_form, code_for, time_machine
):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client.post(SIGN_UP, sign_up_form)
    code = code_for("eve@example.org")
    time_machine.move_to("2026-11-23T10:15:30Z")
    answer = client.post(CONFIRM, {"code": code})
    assert answer.url == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_an_unproven_account_is_opened_by_signing_in_later(
    client, sign_up_form, code_for, client_of
):
    client.post(SIGN_UP, sign_up_form)
    later = client_of()
    later.post("/accounts/login/", {"login": "eve@example.org"})
    later.post("/accounts/login/code/confirm/", {"code": code_for("eve@example.org")})
    assert "_auth_user_id" in later.session
    assert EmailAddress.objects.get().verified
    assert User.objects.members().count() == 1


def test_another_code_can_be_asked_for_after_a_while(client, sign_up_form, code_for, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client.post(SIGN_UP, sign_up_form)
    first = code_for("eve@example.org")
    client.post(CONFIRM, {"action": "resend"})  # a double click is nobody's fault
    page = client.post(CONFIRM, {"action": "resend"}, follow=True).content.decode()
    assert "Wait half a minute" in page
    time_machine.move_to("2026-11-23T10:01:00Z")
    page = client.post(CONFIRM, {"action": "resend"}, follow=True).content.decode()
    assert "A new code is on its way" in page
    second = code_for("eve@example.org")
    if first != second:
        client.post(CONFIRM, {"code": first})
        assert "_auth_user_id" not in client.session
    client.post(CONFIRM, {"code": second})
    assert "_auth_user_id" in client.session


def test_no_mail_carries_the_name_that_was_typed(client, sign_up_form):
    client.post(SIGN_UP, sign_up_form)
    mail = Message.objects.get()
    assert not mail.to_name
    for part in (mail.subject, mail.text, mail.html):
        assert "Newcomer" not in part
