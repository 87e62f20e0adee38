"""Trust is earned by what is known of a member, lost with it, and set by a steward's word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from community.members import actions, trust
from community.members.models import Affiliation, Organisation, Profile, Trust
from community.members.tasks import recount_trust
from community.members.trust import ASKED, MAY, Standing, level_of, missing_for, register_complaints
from tests.factories.members import ProfileFactory, UserFactory

NOBODY_YET = Standing(
    age=timedelta(),
    has_proven_address=False,
    has_complete_profile=False,
    is_affiliated=False,
    was_invited=False,
    is_steward=False,
    complaints=0,
)
MEMBER = replace(
    NOBODY_YET, age=timedelta(days=3), has_proven_address=True, has_complete_profile=True
)
TRUSTED = replace(MEMBER, age=timedelta(days=30), is_affiliated=True)


@pytest.fixture
def complaints(monkeypatch):
    """Complaints that a later room has upheld, by account."""
    upheld = {}
    monkeypatch.setattr(trust, "_counters", {})
    register_complaints("test", lambda ids, since: {one: upheld.get(one, 0) for one in ids})
    return upheld


def joined(days, **fields):
    """Return somebody with a complete profile who came so many days ago."""
    user = UserFactory(date_joined=timezone.now() - timedelta(days=days))
    return ProfileFactory(user=user, organisation="", **fields).user


def level(user):
    return Trust(Profile.objects.get(user=user).trust)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (NOBODY_YET, Trust.NEW),
        (MEMBER, Trust.MEMBER),
        (replace(MEMBER, age=timedelta(days=2, hours=23)), Trust.NEW),
        (replace(MEMBER, age=timedelta(), was_invited=True), Trust.MEMBER),
        (replace(MEMBER, age=timedelta(), is_affiliated=True), Trust.MEMBER),
        (replace(MEMBER, has_proven_address=False), Trust.NEW),
        (replace(MEMBER, has_complete_profile=False), Trust.NEW),
        (replace(MEMBER, complaints=2), Trust.MEMBER),
        (replace(MEMBER, complaints=3), Trust.NEW),
        (replace(MEMBER, age=timedelta(days=400)), Trust.MEMBER),
        (TRUSTED, Trust.TRUSTED),
        (replace(TRUSTED, age=timedelta(days=29)), Trust.MEMBER),
        (replace(TRUSTED, is_affiliated=False), Trust.MEMBER),
        (replace(TRUSTED, complaints=1), Trust.MEMBER),
        (replace(TRUSTED, has_proven_address=False), Trust.NEW),
        (replace(NOBODY_YET, is_steward=True), Trust.NEW),
        (replace(MEMBER, is_steward=True), Trust.STEWARD),
    ],
)
def test_a_level_asks_for_what_the_table_says(standing, expected):
    assert level_of(standing) == expected


def test_each_level_may_what_the_one_below_may():
    for lower, higher in zip(Trust, list(Trust)[1:], strict=False):
        assert MAY[lower].letters < MAY[higher].letters
        assert MAY[lower].is_advertised <= MAY[higher].is_advertised
        assert MAY[lower].posts_at_once <= MAY[higher].posts_at_once
    assert set(MAY) == set(ASKED) == set(Trust)
    assert [one for one in Trust if MAY[one].confirms_others] == [Trust.STEWARD]


def test_what_is_missing_is_said_in_words():
    assert missing_for(Trust.TRUSTED, MEMBER) == [
        "you have been here for thirty days",
        "your organisation is confirmed",
    ]


@pytest.mark.django_db
def test_the_night_gives_and_takes(complaints):
    old, fresh, told_on = joined(10), joined(1), joined(10, trust=Trust.MEMBER)
    complaints[told_on.pk] = 3
    recount_trust()
    assert (level(old), level(fresh), level(told_on)) == (Trust.MEMBER, Trust.NEW, Trust.NEW)
    assert Profile.objects.get(user=old).trust_changed_at is not None
    assert Profile.objects.get(user=fresh).trust_changed_at is None
    assert actions.recount_trust() == 0, "a second time changes nothing"


@pytest.mark.django_db
def test_complaints_of_every_room_are_added_up(complaints):
    person = joined(10)
    complaints[person.pk] = 2
    register_complaints("another room", lambda ids, since: {person.pk: 1})
    assert actions.standing_of(user=person).complaints == 3


@pytest.mark.django_db
def test_whoever_loses_the_address_loses_the_trust():
    person = joined(10, trust=Trust.MEMBER)
    EmailAddress.objects.filter(user=person).update(verified=False)
    actions.recount_trust()
    assert level(person) == Trust.NEW


@pytest.mark.django_db
def test_a_confirmed_place_makes_a_member_at_once_and_a_claim_does_not():
    organisation = Organisation.objects.create(
        name="Works", slug="works", is_confirmed=True, domains=["example.org"]
    )
    person, claimant = joined(0), joined(0)
    EmailAddress.objects.filter(user=claimant).update(email="c@example.net")
    actions.affiliate(user=person, organisation=organisation)
    actions.affiliate(user=claimant, organisation=organisation)
    assert (level(person), level(claimant)) == (Trust.MEMBER, Trust.NEW)
    assert person.profile.trust == Trust.MEMBER, "the account at hand knows as well"


@pytest.mark.django_db
def test_the_night_takes_a_place_whose_domain_is_proven_no_more():
    organisation = Organisation.objects.create(
        name="Works", slug="works", is_confirmed=True, domains=["example.org"]
    )
    person, kept = joined(60), joined(60)
    actions.affiliate(user=person, organisation=organisation)
    actions.affiliate(user=kept, organisation=organisation, vouched_by=UserFactory())
    assert level(person) == Trust.TRUSTED
    EmailAddress.objects.filter(user=person).update(email="gone@example.net")
    EmailAddress.objects.filter(user=kept).update(email="gone-too@example.net")
    recount_trust()
    assert level(person) == Trust.MEMBER
    assert Affiliation.objects.get(user=person).state == Affiliation.State.CLAIMED
    assert Affiliation.objects.get(user=person).confirmed_at is None
    assert Affiliation.objects.get(user=kept).state == Affiliation.State.BY_STEWARD
    EmailAddress.objects.filter(user=person).update(email="back@example.org")
    recount_trust()
    assert level(person) == Trust.TRUSTED


@pytest.mark.django_db
def test_whoever_was_invited_starts_as_a_member():
    person = joined(0)
    actions.invite(user=person)
    assert level(person) == Trust.MEMBER


@pytest.mark.django_db
def test_a_steward_s_word_outlives_the_night_and_can_be_taken_back():
    person = joined(10)
    actions.pin_trust(user=person, level=Trust.TRUSTED)
    actions.recount_trust()
    actions.refresh_trust(user=person)
    assert level(person) == Trust.TRUSTED
    assert actions.unpin_trust(user=person) == Trust.MEMBER
    assert level(person) == Trust.MEMBER


@pytest.mark.django_db
@pytest.mark.parametrize("group", ["Coordinators", "Stewards"])
def test_stewards_are_those_whom_the_site_names(group):
    person = joined(0)
    person.groups.add(Group.objects.get_or_create(name=group)[0])
    actions.recount_trust()
    assert level(person) == Trust.STEWARD
    person.groups.clear()
    actions.recount_trust()
    assert level(person) == Trust.NEW


@pytest.mark.django_db
def test_the_night_counts_everybody_however_many_there_are(monkeypatch):
    monkeypatch.setattr("community.members.actions.trusting.CHUNK", 2)
    everybody = [joined(10) for _ in range(5)]
    assert actions.recount_trust() == 5
    assert {level(one) for one in everybody} == {Trust.MEMBER}


@pytest.mark.django_db
def test_the_night_asks_few_questions_whatever_the_number(django_assert_max_num_queries):
    for _ in range(12):
        joined(10)
    with django_assert_max_num_queries(12):
        actions.recount_trust()


@pytest.mark.django_db
def test_members_read_on_their_page_where_they_stand_and_what_is_missing(client):
    person = joined(10, trust=Trust.MEMBER)
    client.force_login(person)
    page = client.get("/members/").content.decode()
    assert "Your level is <b>member</b>" in page
    assert "your organisation is confirmed" in page
    assert "You may write to 10 members a day." in page


@pytest.mark.django_db
def test_somebody_without_a_profile_is_new(client):
    person = UserFactory()
    assert actions.refresh_trust(user=person) == Trust.NEW
    client.force_login(person)
    assert "your group and your country are known" in client.get("/members/").content.decode()
