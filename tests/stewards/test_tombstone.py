"""The account that stands for former members is nobody: not found, not touched."""

import pytest

from community.members.models import User
from community.members.tombstones import ADDRESS, former_member
from community.stewards.actions.merging import merge_people
from community.stewards.actions.suspending import suspend
from community.stewards.refusals import Refused
from tests.stewards.conftest import deed

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/members/people/"


@pytest.fixture
def nobody(db):
    """The account."""
    return former_member()


@pytest.mark.parametrize("query", ["", "?q=Former", "?q=erased", "?state=closed"])
def test_no_list_and_no_search_shows_it(desk, nobody, query):
    assert ADDRESS not in desk.get(f"{PEOPLE}{query}").content.decode()


def test_no_export_takes_it_along(desk, nobody, mia):
    whole = b"".join(desk.get(f"{PEOPLE}?export=csv").streaming_content).decode()
    assert ADDRESS not in whole
    assert mia.email in whole


def test_its_page_and_its_deeds_are_not_there(desk, nobody):
    assert desk.get(f"{PEOPLE}{nobody.pk}/").status_code == 404
    for name in ("suspend", "correct", "merge", "look", "trust"):
        assert deed(desk, nobody, name).status_code == 404, name


def test_it_is_merged_with_nobody(desk, nobody, mia):
    page = deed(desk, mia, "merge", other=ADDRESS).content.decode()
    assert "There is no account with this address" in page
    assert User.objects.filter(pk=nobody.pk).exists()


def test_the_deeds_themselves_refuse_it(nobody, mia, ada):
    with pytest.raises(Refused):
        suspend(user=nobody, by=ada, reason="x", until=None)
    with pytest.raises(Refused):
        merge_people(staying=mia, going=nobody, by=ada, reason="x")


def test_the_list_of_roles_does_not_show_it(client, ada, nobody):
    client.force_login(ada)
    assert ADDRESS not in client.get("/admin/users/").content.decode()
    assert client.get(f"/admin/users/edit/{nobody.pk}/").status_code == 404
