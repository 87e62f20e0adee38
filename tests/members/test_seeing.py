"""Each viewer sees of each field what its owner chose, under the ceiling of the site."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.members.actions import Presentation, update_profile
from community.members.models import (
    FIELDS,
    Affiliation,
    Audience,
    Organisation,
    Profile,
    Trust,
    User,
)
from community.members.profile_forms import audiences
from community.members.seeing import audience_between, shown_by, shown_to
from tests.factories.members import ProfileFactory, UserFactory
from vocabulary.models import Scheme, Term

from .telling import details_of

pytestmark = pytest.mark.django_db

# Who is let through by which choice.
LETS_SEE = {
    "stranger": {"everyone"},
    "member": {"everyone", "members"},
    "claimant": {"everyone", "members"},
    "elsewhere": {"everyone", "members"},
    "colleague": {"everyone", "members", "organisation"},
    "owner": {"everyone", "members", "organisation", "nobody"},
}


def place(user, organisation, state=Affiliation.State.BY_STEWARD):
    user.affiliation = Affiliation.objects.create(user=user, organisation=organisation, state=state)
    return user


@pytest.fixture
def works():
    return Organisation.objects.create(name="Works", slug="works", is_confirmed=True)


@pytest.fixture
def owner(works):
    """Somebody who has told everything."""
    profile = ProfileFactory(
        headline="Makes tiles",
        biography="Forty people.",
        biography_html="<p>Forty people.</p>",
        photo="people/x-large.webp",
        role="Head",
        languages=["pt"],
        links=[{"label": "Us", "url": "https://example.com/"}],
        orcid="0000-0002-1825-0097",
        orcid_verified_at=timezone.now(),
        trust=Trust.MEMBER,
    )
    theme = Term.objects.get_by_code(Scheme.THEME, "clusters-networks")
    profile.expertise.set([theme])
    profile.interests.set([theme])
    return place(profile.user, works)


@pytest.fixture
def viewers(owner, works):
    other = Organisation.objects.create(name="Other", slug="other", is_confirmed=True)
    return {
        "stranger": AnonymousUser(),
        "member": UserFactory(),
        "claimant": place(UserFactory(), works, Affiliation.State.CLAIMED),
        "elsewhere": place(UserFactory(), other),
        "colleague": place(UserFactory(), works, Affiliation.State.BY_DOMAIN),
        "owner": owner,
    }


@pytest.mark.parametrize("choice", [one.value for one in Audience])
def test_every_viewer_sees_of_every_field_what_its_owner_chose(owner, viewers, choice):
    profile = owner.profile
    profile.visibility = dict.fromkeys(FIELDS, choice)
    for name, viewer in viewers.items():
        seen = set(shown_by(viewer, profile).fields)
        assert seen == (set(FIELDS) if choice in LETS_SEE[name] else set()), name


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_chosen_for_itself(owner, viewers, field):
    profile = owner.profile
    profile.visibility = dict.fromkeys(FIELDS, "nobody") | {field: "everyone"}
    for name in ("stranger", "member", "colleague"):
        assert list(shown_by(viewers[name], profile).fields) == [field]


def test_a_stranger_sees_nothing_of_somebody_who_chose_nothing(owner):
    assert shown_to(Audience.EVERYONE, owner.profile).fields == {}
    assert "interests" not in shown_to(Audience.MEMBERS, owner.profile).fields


@pytest.mark.parametrize("ceiling", ["members", "organisation", "nobody"])
def test_the_ceiling_of_the_site_holds_whatever_was_chosen(owner, viewers, settings, ceiling):
    settings.PROFILE_CEILINGS = {"*": "everyone", "country": ceiling}
    profile = owner.profile
    profile.visibility = dict.fromkeys(FIELDS, "everyone")
    for name, viewer in viewers.items():
        assert ("country" in shown_by(viewer, profile).fields) == (ceiling in LETS_SEE[name])
        assert "role" in shown_by(viewer, profile).fields


def test_what_lies_beyond_the_ceiling_is_not_offered(settings):
    settings.PROFILE_CEILINGS = {"*": "organisation", "photo": "everyone"}
    assert [value for value, _label in audiences("country")] == ["organisation", "nobody"]
    assert len(audiences("photo")) == 4


def test_a_choice_beyond_the_ceiling_is_not_stored_either(settings):
    settings.PROFILE_CEILINGS = {"*": "members"}
    person = ProfileFactory().user
    told = Presentation(visibility={"country": "everyone"})
    profile = update_profile(user=person, details=details_of(person), presentation=told)
    assert profile.visibility == {"country": "members"}


@pytest.mark.parametrize("stored", ["all", "", None, 7, ["everyone"], {"a": 1}])
def test_what_no_one_can_have_chosen_is_shown_to_nobody(owner, viewers, stored):
    owner.profile.visibility = {"country": stored}
    assert "country" not in shown_by(viewers["colleague"], owner.profile).fields


def test_a_new_member_advertises_nothing_to_strangers(owner, viewers):
    profile = owner.profile
    profile.visibility, profile.trust = dict.fromkeys(FIELDS, "everyone"), Trust.NEW
    seen = shown_by(viewers["stranger"], profile)
    assert set(FIELDS) - set(seen.fields) == {"biography", "links"}
    assert seen.biography_html == ""
    assert {"biography", "links"} <= set(shown_by(viewers["member"], profile).fields)


def test_the_place_is_shown_with_the_organisation_only_and_once_confirmed(owner):
    profile = owner.profile
    assert shown_to(Audience.MEMBERS, profile).affiliation == owner.affiliation
    profile.visibility = {"organisation": "nobody", "orcid": "nobody"}
    hidden = shown_to(Audience.MEMBERS, profile)
    assert hidden.affiliation is None
    assert not hidden.is_orcid_proven
    profile.visibility = {}
    assert shown_to(Audience.MEMBERS, profile).is_orcid_proven
    owner.affiliation.state = Affiliation.State.CLAIMED
    assert shown_to(Audience.MEMBERS, profile).affiliation is None


def test_a_merged_or_unconfirmed_organisation_is_no_place(owner, works):
    owner.affiliation.organisation.is_confirmed = False
    assert shown_to(Audience.MEMBERS, owner.profile).affiliation is None
    owner.affiliation.organisation.is_confirmed = True
    owner.affiliation.organisation.merged_into_id = works.pk
    assert shown_to(Audience.MEMBERS, owner.profile).affiliation is None


def test_seeing_costs_no_query_where_all_is_joined(owner, viewers, django_assert_num_queries):
    profile = Profile.objects.with_terms().get(pk=owner.profile.pk)
    member = User.objects.select_related("affiliation").get(pk=viewers["member"].pk)
    with django_assert_num_queries(0):
        seen = shown_by(viewers["colleague"], profile)
        assert seen["country"].code == "PT"
        assert audience_between(member, profile.user) == Audience.MEMBERS
        assert seen.affiliation.organisation.name == "Works"


@pytest.mark.parametrize("look", ["everyone", "members", "organisation"])
def test_the_preview_shows_what_the_others_see(client, owner, look):
    profile = owner.profile
    profile.photo = ""
    profile.visibility = {"headline": "everyone", "role": "members", "biography": "organisation"}
    profile.save()
    client.force_login(owner)
    page = client.get("/members/profile/preview/", {"as": look}).content.decode()
    assert "Makes tiles" in page
    assert ("Head</dd>" in page) == (look != "everyone")
    assert ("Forty people." in page) == (look == "organisation")
    assert owner.email not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("look", ["", "nobody", "owner", "<script>"])
def test_the_preview_shows_least_when_it_is_asked_for_anything_else(client, owner, look):
    Profile.objects.filter(user=owner).update(photo="")
    client.force_login(owner)
    page = client.get("/members/profile/preview/", {"as": look}).content.decode()
    assert "Makes tiles" not in page
    assert "<script>" not in page.split("<main")[1].split("</main>")[0]


def test_the_preview_is_whoever_asks(client, client_of, owner, viewers):
    assert client.get("/members/profile/preview/").status_code == 302
    page = client_of(viewers["member"]).get(
        f"/members/profile/preview/?as=organisation&user={owner.pk}"
    )
    assert "Makes tiles" not in page.content.decode()
    assert "Nothing to see yet" in page.content.decode()
