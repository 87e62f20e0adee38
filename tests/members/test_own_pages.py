"""A member sees, changes, takes along and erases what the site knows of them; no one else does."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from community.members import actions
from community.members.models import ConsentRecord, Profile, User
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory
from tests.identity.conftest import confirm

from .conftest import mails_to

pytestmark = pytest.mark.django_db

PAGES = ["/members/", "/members/profile/", "/members/data/", "/accounts/email/"]
PROFILE = {
    "name": "Bob Changed (example)",
    "stakeholder_group": "policy",
    "organisation": "Example Agency",
    "country": "FR",
    "language": "fr",
    "time_zone": "Europe/Paris",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", PAGES)
def test_own_pages_cost_few_queries_and_are_kept_by_no_cache(
    client, bob, path, django_assert_max_num_queries
):
    client.force_login(bob)
    client.get(path)
    with django_assert_max_num_queries(12):
        answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_own_pages_exist_for_every_role(client_of, people, path):
    for person in people.values():
        assert client_of(person).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/members/", "/members/data/"])
def test_pages_that_show_take_no_form(client, bob, path):
    client.force_login(bob)
    assert client.post(path).status_code == 405


def test_bob_changes_his_profile(client, bob):
    client.force_login(bob)
    page = client.get("/members/profile/").content.decode()
    assert "Example Tile Works" in page
    answer = client.post("/members/profile/", PROFILE, follow=True)
    assert "Your profile is saved." in answer.content.decode()
    bob = User.objects.get(pk=bob.pk)
    assert bob.name == "Bob Changed (example)"
    assert bob.profile.stakeholder_group.code == "policy"
    assert bob.profile.country.code == "FR"
    assert (bob.profile.organisation, bob.profile.language) == ("Example Agency", "fr")
    assert bob.profile.time_zone == "Europe/Paris"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "N" * 151}, "at most 150 characters"),
        ({"organisation": "<b>Bold</b>"}, "without web addresses"),
        ({"stakeholder_group": "gods"}, "Select a valid choice"),
        ({"country": ""}, "Choose a country"),
        ({"language": "el"}, "Select a valid choice"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_a_wrong_profile_is_not_stored_and_not_lost(client, bob, change, words):
    client.force_login(bob)
    page = client.post("/members/profile/", PROFILE | change).content.decode()
    assert words in page
    assert "Bob Changed" in page or "name" in change
    assert User.objects.get(pk=bob.pk).profile.organisation == "Example Tile Works"


def test_charlie_completes_his_profile_and_consents_there(client, charlie):
    client.force_login(charlie)
    refused = client.post("/members/profile/", PROFILE).content.decode()
    assert "Without this we may not keep an account" in refused
    assert not Profile.objects.filter(user=charlie).exists()
    answer = client.post("/members/profile/", PROFILE | {"consent": "on"})
    assert answer.url == "/members/"
    record = ConsentRecord.objects.get(user=charlie)
    assert (record.source, record.purpose, record.is_given) == ("profile", "membership", True)
    assert "Complete your profile" not in client.get("/members/").content.decode()


def test_an_account_without_a_profile_has_a_page_too(client):
    person = UserFactory(name="")
    client.force_login(person)
    page = client.get("/members/").content.decode()
    assert "not told yet" in page
    assert "Complete your profile" in page


def test_a_member_moves_to_another_address(client, bob, code_for):
    client.force_login(bob)
    confirm(client, bob)
    answer = client.post("/accounts/email/", {"email": "bobby@example.org", "action_add": "1"})
    assert answer.url == "/accounts/confirm-email/"
    assert "bobby@example.org" in client.get(answer.url).content.decode()
    assert User.objects.get(pk=bob.pk).email == "bob@example.org"
    page = client.post(answer.url, {"code": code_for("bobby@example.org")}, follow=True)
    assert "From now on your codes go to bobby@example.org" in page.content.decode()
    assert User.objects.get(pk=bob.pk).email == "bobby@example.org"
    assert list(EmailAddress.objects.filter(user=bob).values_list("email", flat=True)) == [
        "bobby@example.org"
    ]
    assert mails_to("bob@example.org") == ["account/email_changed"]


def test_a_member_cannot_take_the_address_of_another(client, bob, alice, code_for):
    client.force_login(bob)
    confirm(client, bob)
    client.post("/accounts/email/", {"email": alice.email, "action_add": "1"})
    page = client.post("/accounts/confirm-email/", {"code": code_for(alice.email)})
    assert "Another account uses this address" in page.content.decode()
    assert User.objects.get(pk=bob.pk).email == "bob@example.org"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bob@example.org", "the address you use already"),
        ("bob", "Enter a valid"),
        ("", "required"),
    ],
)
def test_a_new_address_must_be_one(client, bob, typed, words):
    client.force_login(bob)
    confirm(client, bob)
    page = client.post("/accounts/email/", {"email": typed, "action_add": "1"}).content.decode()
    assert words in page


def test_hours_are_those_of_the_members_clock(client, bob):
    person = ProfileFactory(time_zone="Pacific/Auckland").user
    User.objects.filter(pk=person.pk).update(date_joined="2026-01-31T12:00:00Z")
    client.force_login(person)
    assert 'datetime="2026-02-01"' in client.get("/members/").content.decode()
    Profile.objects.update(time_zone="Mars/Olympus")
    assert 'datetime="2026-01-31"' in client.get("/members/").content.decode()
    Profile.objects.update(time_zone="")
    assert 'datetime="2026-01-31"' in client.get("/members/").content.decode()


def test_signing_in_and_up_set_no_session_on_pages_that_only_show(client):
    for path in ("/accounts/login/", "/accounts/signup/", "/members/data/closed/"):
        client.get(path)
        assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_names_are_never_markup(client):
    person = UserFactory(name='"><svg onload=alert(1)>')
    ProfileFactory(user=person, organisation="<script>alert(2)</script>")
    ConsentRecordFactory(user=person, wording="<script>alert(3)</script>", subject="<i>x</i>")
    client.force_login(person)
    for path in PAGES:
        page = client.get(path).content.decode()
        assert "<svg onload" not in page
        assert "<script>alert" not in page
        assert "<i>x</i>" not in page


def test_forgotten_sign_ups_are_erased(bob, sign_up_form, client, time_machine):
    time_machine.move_to("2026-11-01T10:00:00Z")
    client.post("/accounts/signup/", sign_up_form)
    invited = UserFactory(proven=False)
    time_machine.move_to("2026-11-07T10:00:00Z")
    from community.members.personal_data import erase_unconfirmed

    assert erase_unconfirmed() == 0
    time_machine.move_to("2026-11-09T10:00:00Z")
    assert erase_unconfirmed() == 1
    assert not User.objects.filter(email="eve@example.org").exists()
    assert User.objects.filter(pk__in=[bob.pk, invited.pk]).count() == 2


def test_a_record_of_consent_is_never_rewritten(db):
    record = ConsentRecordFactory()
    record.is_given = False
    with pytest.raises(TypeError):
        record.save()


def test_a_failing_receiver_does_not_undo_the_joining(db, django_capture_on_commit_callbacks):
    from community.members.signals import member_joined

    def fail(**_):
        raise RuntimeError

    member_joined.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert actions.confirm_joining(user=UserFactory())
    finally:
        member_joined.disconnect(fail)


def test_who_has_signed_in_before_does_not_join_again(db):
    assert not actions.confirm_joining(user=UserFactory(last_login="2026-01-01T00:00:00Z"))
