"""A handle belongs to one person, also after they have left it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.members import actions
from community.members.handles import fold, is_reserved
from community.members.models import FormerHandle, Profile, User
from tests.factories.members import ProfileFactory, UserFactory

from .telling import present, told


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Bob Member (example)", "bob-member"),
        ("Þór Ægisson", "thor-aegisson"),
        ("Łucja Żółć", "lucja-zolc"),
        ("Straße O'Neill", "strasse-oneill"),
        ("N" * 150, "n" * 30),
        ("李小龙", ""),
    ],
)
def test_a_handle_is_made_of_the_name_in_ascii(name, handle):
    assert fold(name) == handle


@pytest.mark.parametrize(
    "handle",
    [
        "admin",
        "adm1n",
        "ad-min",
        "st3ward",
        "support",
        "supp0rt",
        "people",
        "root",
        "noreply",
        "m0derator",
    ],
)
def test_what_could_pass_for_the_site_is_kept(tell, member, handle):
    assert is_reserved(handle)
    assert "This handle cannot be had" in tell(handle=handle).content.decode()


@pytest.mark.parametrize(
    "handle", ["ab", "-ab", "ab-", "a_b", "a b", "ä-bc", "a" * 31, "bоb", "a/b", "..", "a\u202eb"]
)
def test_a_handle_is_small_ascii_letters(tell, member, handle):
    assert tell(handle=handle).status_code == 200
    assert told(member).handle == ""


def test_no_two_people_have_one_handle_whatever_its_case(tell, member):
    ProfileFactory(handle="bob-tiles")
    page = tell(handle="BOB-Tiles").content.decode()
    assert "This handle cannot be had. Free is: person-" in page
    assert told(member).handle == ""


def test_whoever_wants_to_be_listed_gets_a_handle(tell, member):
    User.objects.filter(pk=member.pk).update(name="Bob Changed")
    tell(is_listed="on")
    assert told(member).handle == "bob-changed"
    namesake = ProfileFactory(user=UserFactory(name="Bob Changed")).user
    present(namesake, is_listed=True)
    assert told(namesake).handle == "bob-changed-2"


def test_somebody_whose_name_has_no_ascii_letter_gets_one_too(db):
    person = ProfileFactory(user=UserFactory(name="李小龙")).user
    present(person, is_listed=True)
    assert told(person).handle.startswith("member-")


def test_an_old_handle_leads_to_nobody_else(member):
    present(member, handle="first-one")
    present(member, handle="second-one")
    assert not Profile.objects.filter(handle="first-one").exists()
    stranger = ProfileFactory().user
    with pytest.raises(actions.HandleTaken):
        present(stranger, handle="first-one")
    assert actions.offer_handle(UserFactory(name="First One")) != "first-one"
    present(member, handle="first-one")
    assert told(member).handle == "first-one"
    with pytest.raises(actions.HandleTaken):
        present(stranger, handle="second-one")


def test_the_handle_of_somebody_erased_stays_empty_and_is_kept_as_a_hash(member):
    present(member, handle="bob-tiles")
    actions.erase_member(user=member)
    kept = FormerHandle.objects.get()
    assert kept.user is None
    assert "bob" not in kept.key
    with pytest.raises(actions.HandleTaken):
        present(ProfileFactory().user, handle="bob-tiles")


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_one_handle_at_once_do_not_both_get_it():
    people = [ProfileFactory().user for _ in range(4)]

    def ask(person):
        try:
            present(person, handle="the-one")
        except actions.HandleTaken:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask, people)) == [False, False, False, True]
    assert Profile.objects.filter(handle="the-one").count() == 1
