"""Accounts are made, found and named."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission

from community.members.models import User, sample_people_exist
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_account_needs_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_an_administrator_is_found_whatever_the_case_of_the_address():
    ada = User.objects.create_superuser("Ada@Example.org", name="Ada (example)")
    assert ada.is_superuser
    assert User.objects.get_by_natural_key(" ADA@example.ORG ") == ada
    assert list(User.objects.administrators()) == [ada]


def test_one_address_opens_one_account_whatever_its_case():
    from django.core.exceptions import ValidationError

    UserFactory(email="eve@example.org")
    with pytest.raises(ValidationError):
        User(email="EVE@example.org", name="Eve").full_clean()


def test_members_have_proven_their_address_and_may_sign_in():
    member = UserFactory()
    UserFactory(proven=False)
    UserFactory(is_active=False)
    assert list(User.objects.members()) == [member]


def test_what_people_are_called():
    person = UserFactory(name="Marta Maria Example")
    assert person.get_short_name() == "Marta"
    assert person.get_full_name() == "Marta Maria Example"
    assert str(ProfileFactory(user=person)) == "Marta Maria Example"
    assert str(User(email="eve@example.org")) == "eve@example.org"
    assert str(ConsentRecordFactory()).startswith("membership True 20")


def test_whether_sample_people_are_here():
    assert not sample_people_exist()
    UserFactory(is_sample=True)
    assert sample_people_exist()


def test_what_a_page_shows_of_a_person_costs_one_query(django_assert_num_queries):
    from community.members.backends import MemberBackend

    person = ProfileFactory().user
    with django_assert_num_queries(1):
        found = MemberBackend().get_user(person.pk)
        assert found.profile.stakeholder_group.group.code == "industry"
        assert found.profile.country.code == "PT"


def test_a_closed_or_erased_account_is_nobody():
    from community.members.backends import MemberBackend

    assert MemberBackend().get_user(UserFactory(is_active=False).pk) is None
    assert MemberBackend().get_user(0) is None


def test_the_figures_of_the_community_count_proven_members_and_their_countries(
    django_assert_num_queries,
):
    from community.members.templatetags.members_tags import community_figures

    ProfileFactory.create_batch(2)
    UserFactory(proven=False)
    with django_assert_num_queries(1):
        assert community_figures() == {"people": 2, "countries": 1}


def test_rights_of_ones_own_and_of_all_groups_are_asked_for_once(django_assert_num_queries):
    person = UserFactory()
    mine, ours, theirs = Permission.objects.filter(content_type__app_label="outbox")[:3]
    person.user_permissions.add(mine)
    for name, permissions in (("Ours", [mine, ours]), ("Of others", [theirs])):
        Group.objects.create(name=name).permissions.set(permissions)
    person.groups.add(Group.objects.get(name="Ours"))
    person = User.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        assert person.get_all_permissions() == {f"outbox.{p.codename}" for p in (mine, ours)}
        assert not person.has_perm(f"outbox.{theirs.codename}")
        assert not person.has_perm(f"outbox.{mine.codename}", mine)
    person.is_active = False
    assert not person.get_all_permissions()
    assert not AnonymousUser().get_all_permissions()
