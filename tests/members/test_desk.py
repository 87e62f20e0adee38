"""The desk is entered by the same code; who may not enter is told so; people are added by name."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from wagtail.models import ModelLogEntry

from community.members.models import User
from community.members.roles import COORDINATORS, ensure_coordinators
from community.members.sample import load_people
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

MAY_ENTER = {
    "editor": 200,
    "coordinator": 200,
    "administrator": 200,
    "member": 403,
    "stranger": 403,
}


@pytest.mark.parametrize(("role", "status"), MAY_ENTER.items())
def test_who_may_enter_the_desk(client, people, role, status):
    client.force_login(people[role])
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == status
    assert len(answer.redirect_chain) <= 1, "nobody is sent in circles"


@pytest.mark.parametrize(("role", "status"), MAY_ENTER.items())
def test_the_account_page_of_the_desk_works_for_our_accounts(client, people, role, status):
    client.force_login(people[role])
    answer = client.get("/admin/account/", follow=True)
    assert answer.status_code == status


def test_the_desk_asks_for_preferences_and_leaves_the_rest_to_the_profile(client, alice):
    client.force_login(alice)
    page = client.get("/admin/account/").content.decode()
    assert "first_name" not in page
    assert 'href="/members/profile/"' in page
    form = {"locale-preferred_language": "fr", "locale-current_time_zone": ""}
    form |= {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    form |= {"theme-keyboard_shortcuts": "on"}
    client.post("/admin/account/", form)
    alice.refresh_from_db()
    assert alice.name == "Alice Editor (example)"
    assert alice.wagtail_userprofile.preferred_language == "fr"


def test_the_menu_of_the_desk_calls_people_by_their_first_name(alice):
    assert alice.first_name == "Alice"


def test_a_stranger_comes_to_the_desk_by_code(client, alice, code_for):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    client.post("/accounts/login/", {"login": alice.email, "next": "/admin/"})
    answer = client.post(
        "/accounts/login/code/confirm/", {"code": code_for(alice.email), "next": "/admin/"}
    )
    assert answer.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_door_sends_editors_on_and_nobody_elsewhere(client, alice):
    client.force_login(alice)
    assert client.get("/admin/login/?next=/admin/pages/").url == "/admin/pages/"
    assert client.get("/admin/login/?next=https://evil.example/").url == "/admin/"


@pytest.mark.parametrize(
    "path",
    ["", "done/", "confirm/x/y/", "complete/"],
)
def test_the_desk_has_no_second_way_in(client, path):
    assert client.get(f"/admin/password_reset/{path}").status_code == 404


def test_no_form_of_a_library_takes_a_password(client, alice):
    alice.set_password("a-long-password")
    alice.save()
    for path in ("/admin/login/", "/_util/login/"):
        answer = client.post(path, {"username": alice.email, "password": "a-long-password"})
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")
        assert "_auth_user_id" not in client.session


def test_a_private_page_asks_to_sign_in_once_and_then_refuses(client, bob):
    assert client.get("/_util/login/?next=/private/").url == "/accounts/login/?next=%2Fprivate%2F"
    assert client.get("/_util/login/").url == "/accounts/login/?next=%2F"
    client.force_login(bob)
    assert client.get("/_util/login/?next=/private/").status_code == 403


@pytest.mark.parametrize("role", ["editor", "coordinator", "member", "stranger"])
def test_only_administrators_manage_people(client, people, role):
    client.force_login(people[role])
    for path in ("/admin/users/", "/admin/users/new/", f"/admin/users/edit/{people['member'].pk}/"):
        assert client.get(path).status_code in {302, 403}


NEW = {"email": "Nina@example.org", "name": "Nina New (example)"}


def test_ada_adds_somebody_by_address_and_name(client, ada, code_for, client_of):
    client.force_login(ada)
    assert client.get("/admin/users/new/").status_code == 200
    editors = Group.objects.get(name="Editors")
    answer = client.post("/admin/users/new/", NEW | {"groups": [editors.pk]}, follow=True)
    assert answer.status_code == 200
    nina = User.objects.get(email="nina@example.org")
    assert nina.name == "Nina New (example)"
    assert not nina.has_usable_password()
    assert list(nina.groups.all()) == [editors]
    browser = client_of()
    browser.post("/accounts/login/", {"login": nina.email, "next": "/admin/"})
    code = code_for(nina.email)
    browser.post("/accounts/login/code/confirm/", {"code": code, "next": "/admin/"})
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "BOB@example.org"}, "already exists"),
        ({"email": ""}, "This field is required"),
        ({"name": ""}, "This field is required"),
        ({"name": "www.evil.example"}, "without web addresses"),
    ],
)
def test_a_wrong_person_is_not_added(client, ada, bob, change, words):
    client.force_login(ada)
    page = client.post("/admin/users/new/", NEW | change).content.decode()
    assert words in page
    assert User.objects.count() == 6


def test_a_form_that_does_not_store_yet_leaves_the_address_alone(db):
    from community.members.desk_forms import PersonCreationForm

    form = PersonCreationForm(NEW)
    assert form.is_valid()
    form.save(commit=False)
    assert not EmailAddress.objects.exists()


def test_roles_are_given_here_and_the_rest_at_the_stewards_desk(client, ada, bob):
    client.force_login(ada)
    path = f"/admin/users/edit/{bob.pk}/"
    page = client.get(path).content.decode()
    assert f'href="/admin/members/people/{bob.pk}/"' in page
    editors = Group.objects.get(name="Editors")
    form = {"email": "bob2@example.org", "name": "Bob Two (example)", "groups": [editors.pk]}
    assert client.post(path, form).status_code == 302
    bob.refresh_from_db()
    assert (bob.email, bob.name) == ("bob@example.org", "Bob Member (example)")
    assert bob.is_active
    assert list(bob.groups.all()) == [editors]


def test_nobody_takes_the_own_rights_away(client, ada):
    UserFactory(is_superuser=True)
    client.force_login(ada)
    assert client.post(f"/admin/users/edit/{ada.pk}/", {}).status_code == 302
    ada.refresh_from_db()
    assert ada.is_superuser


def test_the_only_administrator_is_neither_demoted_nor_erased(client, ada, bob):
    helper = UserFactory()
    names = ["access_admin", "add_user", "change_user", "delete_user"]
    helper.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(helper)
    path = f"/admin/users/edit/{ada.pk}/"
    assert "This is the only administrator" in client.post(path, {}).content.decode()
    client.post(f"/admin/users/delete/{ada.pk}/")
    client.post(f"/admin/bulk/members/user/delete/?id={ada.pk}")
    assert User.objects.administrators().get() == ada
    assert client.post(path, {"is_superuser": "on"}).status_code == 302
    UserFactory(is_superuser=True)
    assert client.post(path, {}).status_code == 302, "one of two may go"


def test_the_list_finds_people_by_name_and_address(client, ada, people):
    client.force_login(ada)
    page = client.get("/admin/users/").content.decode()
    for person in people.values():
        assert person.name in page
    assert "Industry" in page
    for words in ("Bob Mem", "bob@ex"):
        page = client.get("/admin/users/results/", {"q": words}).content.decode()
        assert "Bob Member" in page
        assert "Alice Editor" not in page
    for order in ("name", "-name", "email"):
        assert client.get("/admin/users/", {"ordering": order}).status_code == 200


def test_erasing_at_the_desk_erases_everywhere(client, ada, bob):
    client.force_login(ada)
    client.post(f"/admin/users/edit/{bob.pk}/", {})
    assert client.get(f"/admin/users/delete/{bob.pk}/").status_code == 200
    client.post(f"/admin/users/delete/{bob.pk}/")
    assert not User.objects.filter(pk=bob.pk).exists()
    assert not ModelLogEntry.objects.filter(label__contains="Bob").exists()


def test_erasing_several_at_once_erases_everywhere(client, ada, bob, charlie):
    client.force_login(ada)
    path = f"/admin/bulk/members/user/delete/?id={bob.pk}&id={charlie.pk}"
    assert client.get(path).status_code == 200
    answer = client.post(path, follow=True)
    assert "2 people are erased." in answer.content.decode()
    assert User.objects.filter(pk__in=[bob.pk, charlie.pk]).count() == 0
    from community.members.models import ConsentRecord

    assert not ConsentRecord.objects.filter(email="bob@example.org").exists()


def test_several_people_get_a_role_at_once_but_are_closed_one_by_one(client, ada, bob):
    client.force_login(ada)
    editors = Group.objects.get(name="Editors")
    path = f"/admin/bulk/members/user/assign_role/?id={bob.pk}"
    client.post(path, {"role": editors.pk}, follow=True)
    assert bob.groups.get() == editors
    assert "set_active_state" not in client.get("/admin/users/").content.decode()
    path = f"/admin/bulk/members/user/set_active_state/?id={bob.pk}"
    assert client.post(path, {"mark_as_active": "False"}).status_code == 404
    bob.refresh_from_db()
    assert bob.is_active


def test_the_coordinators_keep_what_they_were_given_by_hand():
    group = ensure_coordinators()
    extra = group.permissions.model.objects.get(codename="add_image")
    group.permissions.add(extra)
    ensure_coordinators()
    assert Group.objects.get(name=COORDINATORS).permissions.filter(pk=extra.pk).exists()


def test_loading_the_sample_people_twice_changes_nothing(people):
    people["member"].name = "Renamed (example)"
    people["member"].save()
    again = load_people()
    assert {role: one.pk for role, one in again.items()} == {
        role: one.pk for role, one in people.items()
    }
    assert again["member"].name == "Renamed (example)"


def test_sample_people_are_what_their_roles_say(people):
    assert all(person.is_sample for person in people.values())
    assert User.objects.members().count() == 6
    assert people["member"].has_complete_profile
    assert not people["stranger"].has_complete_profile
    assert people["administrator"].is_superuser


@pytest.mark.parametrize("role", MAY_ENTER)
def test_one_press_signs_in_as_a_sample_person(client, people, role, settings):
    settings.SAMPLE_SIGN_IN = True
    assert "Sample people" in client.get("/accounts/login/").content.decode()
    person = people[role]
    answer = client.post("/members/sample-sign-in/", {"email": person.email, "next": "/members/"})
    assert answer.url == "/members/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_one_press_never_signs_in_as_somebody_real(client, people, settings):
    settings.SAMPLE_SIGN_IN = True
    real = UserFactory()
    for email in (real.email, "", "nobody@example.org"):
        assert client.post("/members/sample-sign-in/", {"email": email}).status_code == 404
    assert client.get("/members/sample-sign-in/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_one_press_signs_nobody_in_where_it_is_not_allowed(client, bob, settings):
    settings.SAMPLE_SIGN_IN = False
    assert "Sample people" not in client.get("/accounts/login/").content.decode()
    assert client.post("/members/sample-sign-in/", {"email": bob.email}).status_code == 404
    assert "_auth_user_id" not in client.session
