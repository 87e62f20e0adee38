"""A profile is told answer by answer, and only ever one's own."""

import pytest
from django.core.exceptions import ValidationError

from community.members import actions
from community.members.models import Trust
from community.members.signals import profile_changed
from tests.factories.members import ProfileFactory, UserFactory

from .telling import present, told

PROFILE = "/members/profile/"


def test_all_is_stored_as_it_was_told(tell, member):
    answer = tell(
        handle="Bob-Tiles",
        headline="Makes tiles",
        biography="I make **tiles**.\n\n* and cups",
        role="Head",
        languages=["pt", "en"],
        expertise=["ip-management", "living-labs"],
        interests=["funding"],
        label_0="Works",
        url_0="https://example.com/works?x=1",
        url_3="example.org",
        orcid="https://orcid.org/0000-0002-1825-0097",
        is_listed="on",
        show_headline="everyone",
        show_role="nobody",
    )
    assert answer.url == PROFILE
    profile = told(member)
    assert profile.handle == "bob-tiles"
    assert profile.get_absolute_url() == "/community/people/bob-tiles/"
    assert (profile.headline, profile.role) == ("Makes tiles", "Head")
    assert "<strong>tiles</strong>" in profile.biography_html
    assert sorted(profile.languages) == ["en", "pt"]
    assert {term.code for term in profile.expertise.all()} == {"ip-management", "living-labs"}
    assert [term.code for term in profile.interests.all()] == ["funding"]
    assert profile.links == [
        {"label": "Works", "url": "https://example.com/works?x=1"},
        {"label": "", "url": "https://example.org"},
    ]
    assert profile.orcid == "0000-0002-1825-0097"
    assert profile.orcid_verified_at is None
    assert profile.is_listed
    assert profile.accepts_contact
    assert (profile.visibility["headline"], profile.visibility["role"]) == ("everyone", "nobody")


def test_the_form_shows_what_was_told(client, tell, member):
    tell(headline="Makes tiles", biography="Long.", url_1="https://example.com", show_role="nobody")
    page = client.get(PROFILE).content.decode()
    assert 'value="Makes tiles"' in page
    assert ">\nLong.</textarea>" in page
    assert 'value="https://example.com"' in page
    assert '<option value="nobody" selected>' in page


def test_the_page_of_a_full_profile_costs_few_queries(client, tell, django_assert_max_num_queries):
    tell(expertise=["funding"], interests=["funding"], is_listed="on", url_0="https://example.com")
    client.get(PROFILE)
    with django_assert_max_num_queries(12):
        assert client.get(PROFILE).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/members/profile/preview/").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"languages": ["xx"]}, "Select a valid choice"),
        ({"expertise": ["C"]}, "Select a valid choice"),
        ({"show_role": "aliens"}, "Select a valid choice"),
        ({"orcid": "0000-0002-1825-0098"}, "typing mistake"),
        ({"orcid": "1"}, "four groups of four signs"),
        ({"label_0": "Works"}, "Write the address of this link as well"),
        ({"biography": "x" * 4001}, "at most 4000 characters"),
        ({"headline": "x" * 161}, "at most 160 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(tell, member, change, words):
    page = tell(**change).content.decode()
    assert words in page
    assert told(member).organisation == "Example Tile Works"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://example.com",
        "https://user:secret@example.com",
        "https://example.com@example.net",
        "data:text/html,x",
        "https://exa mple.com",
        'https://example.com/"onclick=',
        "https://example.com/\u202egnp",
        "https://",
        "//example.com",
        "ftp://example.com",
        "https://example.com/" + "x" * 300,
    ],
)
def test_no_link_but_one_by_https_to_a_plain_host(tell, member, address):
    page = tell(url_0=address).content.decode()
    assert "https://" in page
    assert told(member).links == []


def test_ten_topics_are_enough(tell, member):
    codes = "ip-management living-labs funding clusters-networks measuring regional-policy"
    more = "start-ups crowdsourcing low-tech-traditional green-circular services-social"
    page = tell(expertise=f"{codes} {more}".split()).content.decode()
    assert "Choose ten at most" in page


def test_only_one_s_own_profile_is_ever_changed(client, tell, member):
    other = ProfileFactory(headline="Untouched").user
    tell(user=other.pk, id=other.pk, pk=other.profile.pk, headline="Mine", trust=3)
    assert told(other).headline == "Untouched"
    assert told(member).headline == "Mine"
    assert told(member).trust == Trust.NEW


def test_an_orcid_that_was_confirmed_is_taken_off_before_another_is_typed(tell, member):
    actions.verify_orcid(user=member, orcid="https://orcid.org/0000-0002-1825-0097")
    tell(orcid="0000-0002-1825-0097")
    assert told(member).orcid_verified_at is not None
    page = tell(orcid="0000-0001-5109-3700").content.decode()
    assert "Remove it first" in page
    assert told(member).orcid == "0000-0002-1825-0097"
    with pytest.raises(ValidationError):
        present(member, orcid="0000-0001-5109-3700")
    assert told(member).orcid_verified_at is not None
    tell(orcid="")
    assert (told(member).orcid, told(member).orcid_verified_at) == ("", None)
    tell(orcid="0000-0001-5109-3700")
    assert told(member).orcid == "0000-0001-5109-3700"
    assert told(member).orcid_verified_at is None
    with pytest.raises(ValidationError):
        actions.verify_orcid(user=member, orcid="0000-0002-1825-0098")


def test_a_proven_orcid_is_told_to_the_other_rooms(member, django_capture_on_commit_callbacks):
    heard = []

    def hear(user_ids, **_):
        heard.append(list(user_ids))

    profile_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True) as deeds:
        actions.verify_orcid(user=member, orcid="0000-0002-1825-0097")
    profile_changed.disconnect(hear)
    assert heard == [[member.pk]]
    assert {"community"} in [getattr(deed, "scopes", None) for deed in deeds]


def test_orcid_can_be_confirmed_before_anything_was_told(db):
    person = UserFactory()
    assert actions.verify_orcid(user=person, orcid="0000-0002-1825-0097").orcid_verified_at
