"""Who belongs to an organisation is proven by a domain, said by a steward, or only claimed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.members import actions
from community.members.actions import affiliating, update_profile
from community.members.models import Affiliation, Organisation
from tests.factories.members import ProfileFactory, UserFactory

from .telling import details_of, told


@pytest.fixture
def university(db):
    return Organisation.objects.create(
        name="Example University", slug="uni", is_confirmed=True, domains=["example.edu", "uni.eu"]
    )


def someone_at(address):
    """Return somebody whose proven address this is."""
    return ProfileFactory(user=UserFactory(email=address), organisation="").user


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("a@example.edu", "by-domain"),
        ("a@EXAMPLE.edu", "by-domain"),
        ("a@dep.example.edu", "by-domain"),
        ("a@x.y.uni.eu", "by-domain"),
        ("a@evil-example.edu", "claimed"),
        ("a@example.edu.evil.com", "claimed"),
        ("a@exampleXedu.com", "claimed"),
        ("a@xn--exmple-cua.edu", "claimed"),
        ("a@edu", "claimed"),
        ("a@gmail.com", "claimed"),
    ],
)
def test_only_the_domain_itself_and_what_is_below_it_proves(university, address, state):
    person = someone_at(address)
    assert actions.affiliate(user=person, organisation=university).state == state
    assert told(person).organisation == "Example University"


@pytest.mark.parametrize(
    "domain", ["gmail.com", "co.uk", "com", "gov.pl", "outlook.com", "github.io"]
)
def test_what_many_share_proves_nothing_whatever_the_organisation_says(university, domain):
    university.domains = [domain]
    university.save()
    person = someone_at(f"a@{domain}")
    assert actions.affiliate(user=person, organisation=university).state == "claimed"
    below = someone_at(f"a@firm.{domain}")
    assert actions.affiliate(user=below, organisation=university).state == "claimed"


def test_an_address_that_nobody_proved_proves_nothing(university):
    person = ProfileFactory(user=UserFactory(email="a@example.edu", proven=False)).user
    assert actions.affiliate(user=person, organisation=university).state == "claimed"


def test_an_organisation_that_nobody_confirmed_confirms_nobody(university):
    Organisation.objects.update(is_confirmed=False)
    university.refresh_from_db()
    person = someone_at("a@example.edu")
    assert actions.affiliate(user=person, organisation=university).state == "claimed"


def test_nobody_joins_what_was_merged_away(university):
    university.merged_into = Organisation.objects.create(name="Other", slug="other")
    with pytest.raises(actions.OrganisationGone):
        actions.affiliate(user=someone_at("a@example.edu"), organisation=university)


def test_whoever_moves_takes_no_rights_along(university):
    other = Organisation.objects.create(name="Other", slug="other", is_confirmed=True)
    person = someone_at("a@example.edu")
    actions.affiliate(user=person, organisation=university)
    Affiliation.objects.filter(user=person).update(is_editor=True)
    again = actions.affiliate(user=person, organisation=university)
    assert again.is_editor
    moved = actions.affiliate(user=person, organisation=other)
    assert not moved.is_editor
    assert (moved.state, moved.confirmed_at) == ("claimed", None)
    assert Affiliation.objects.filter(user=person).count() == 1


def test_what_a_steward_confirmed_stays_when_it_is_said_again(university):
    steward = UserFactory()
    person = someone_at("a@example.net")
    actions.affiliate(user=person, organisation=university, vouched_by=steward)
    again = actions.affiliate(user=person, organisation=university)
    assert (again.state, again.confirmed_by) == ("by-steward", steward)


def test_an_organisation_nobody_knows_is_written_down_and_seen_by_nobody(tell, member):
    tell(organisation="Brand New Works")
    made = Organisation.objects.get(name="Brand New Works")
    assert (made.is_confirmed, made.created_by, made.slug) == (False, member, "brand-new-works")
    assert not Organisation.objects.listed().exists()
    assert Affiliation.objects.get(user=member).state == "claimed"


def test_one_that_is_known_is_claimed_whatever_its_case(tell, member, university):
    tell(organisation="example UNIVERSITY")
    assert Affiliation.objects.get(user=member).organisation == university
    assert Organisation.objects.count() == 1


def test_what_somebody_wrote_down_and_left_is_gone(tell, member):
    tell(organisation="First Works")
    tell(organisation="Second Works")
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Second Works"]
    tell(organisation="")
    assert not Organisation.objects.exists()
    assert not Affiliation.objects.filter(user=member).exists()
    assert told(member).organisation == ""


def test_an_entry_that_others_use_stays(tell, member):
    tell(organisation="Shared Works")
    other = ProfileFactory(organisation="").user
    update_profile(user=other, details=details_of(other, organisation="Shared Works"))
    tell(organisation="")
    assert Organisation.objects.get().name == "Shared Works"


def test_organisations_of_one_name_get_addresses_of_their_own(db):
    Organisation.objects.create(name="A", slug="example-works")
    Organisation.objects.create(name="B", slug="example-works-2")
    assert actions.free_slug("Example Works") == "example-works-3"
    assert actions.free_slug("李小龙") == "organisation"
    assert actions.free_slug("New") == "new-2"


@pytest.mark.django_db(transaction=True)
def test_those_who_write_one_organisation_down_at_once_meet_there():
    people = [ProfileFactory(organisation="").user for _ in range(4)]

    def write(person):
        try:
            actions.settle_organisation(user=person, name="Brand New Works")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, people))
    assert Organisation.objects.count() == 1
    assert Affiliation.objects.count() == 4


@pytest.mark.django_db
def test_who_looked_a_moment_too_early_meets_the_others_too(monkeypatch):
    first, second = (ProfileFactory(organisation="").user for _ in range(2))
    actions.settle_organisation(user=first, name="Brand New Works")
    named, looks = affiliating._named, []

    def look(name):
        """See nothing at first, as whoever looks before the other has committed."""
        looks.append(name)
        return named(name) if len(looks) > 1 else None

    monkeypatch.setattr(affiliating, "_named", look)
    actions.settle_organisation(user=second, name="brand new works")
    assert Organisation.objects.count() == 1
