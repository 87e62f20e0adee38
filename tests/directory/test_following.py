"""The directory follows at once what happens to people in other rooms."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.datarights.actions import closing
from community.directory import actions
from community.directory.models import Entry, Letter
from community.directory.refusals import TooMany
from community.members.models import Affiliation, Organisation, Profile, Trust
from community.members.trust import MAY
from community.stewards.actions.organisations import confirm_organisation
from community.stewards.actions.suspending import lift, suspend
from tests.members.telling import present

from .conftest import firm, person

pytestmark = pytest.mark.django_db
PAGE = "/community/people/lia-listed/"
LETTER = {"subject": "Tiles", "text": "Shall we talk?"}


@pytest.fixture
def lia(db):
    """Lia shows her headline to everyone."""
    return person("Lia Listed", headline="Kilns", visibility={"headline": "everyone"})


def is_found(user) -> bool:
    return Entry.objects.filter(user=user).exists()


def test_who_closes_the_account_is_hidden_and_who_returns_is_shown(lia, client, committed):
    with committed():
        closing.close_account(user=lia)
    assert not is_found(lia)
    assert client.get(PAGE).status_code == 404
    with committed():
        closing.reopen_account(user=lia)
    assert is_found(lia)
    assert client.get(PAGE).status_code == 200


def test_who_is_suspended_is_hidden_until_it_is_lifted(lia, ada, client, committed):
    with committed():
        suspend(user=lia, by=ada, reason="x", until=None)
    assert not is_found(lia)
    assert client.get(PAGE).status_code == 404
    with committed():
        lift(user=lia, by=ada, reason="x")
    assert is_found(lia)
    assert client.get(PAGE).status_code == 200


def test_who_closed_the_account_cannot_return_while_suspended(lia, ada):
    closing.close_account(user=lia)
    suspend(user=lia, by=ada, reason="x", until=None)
    with pytest.raises(closing.NotClosed):
        closing.reopen_account(user=lia)
    lift(user=lia, by=ada, reason="x")
    assert closing.reopen_account(user=lia).is_active


def test_what_somebody_changes_in_the_profile_is_found_at_once(lia, committed):
    shown = {"visibility": {"headline": "everyone"}, "handle": "lia-listed"}
    with committed():
        present(lia, headline="Glazes", is_listed=True, **shown)
    assert "Glazes" in str(list(Entry.objects.filter(user=lia).values_list("card", flat=True)))
    with committed():
        present(lia, is_listed=False, **shown)
    assert not is_found(lia)


def test_trust_follows_a_decision_about_a_claim():
    place = firm("Kiln Works")
    clara = person("Clara Claimant", trust=Trust.NEW, is_trust_pinned=False)
    steward = person("Stella Steward", trust=Trust.STEWARD)
    claim = Affiliation.objects.create(user=clara, organisation=place)
    actions.confirm(claim_id=claim.pk, organisation=place, by=steward)
    assert Profile.objects.get(user=clara).trust == Trust.MEMBER


def test_a_refused_claim_is_no_longer_what_the_profile_says():
    place = firm("Kiln Works")
    clara = person("Clara Claimant", organisation="Kiln Works")
    steward = person("Stella Steward", trust=Trust.STEWARD)
    claim = Affiliation.objects.create(user=clara, organisation=place)
    actions.refuse(claim_id=claim.pk, organisation=place, by=steward)
    assert not Affiliation.objects.filter(user=clara).exists()
    assert Profile.objects.get(user=clara).organisation == ""
    assert Organisation.objects.filter(pk=place.pk).exists()


def test_claiming_again_does_not_weaken_what_a_steward_confirmed():
    place = firm("Kiln Works", domains=["mail.example.org"])
    clara = person("Clara Colleague", at=place)
    assert actions.claim(user=clara, organisation=place).state == Affiliation.State.BY_STEWARD


def test_people_of_an_organisation_are_trusted_once_it_is_confirmed(ada, committed):
    place = firm("Kiln Works", is_confirmed=False)
    clara = person("Clara Colleague", at=place, trust=Trust.NEW, is_trust_pinned=False)
    with committed():
        confirm_organisation(organisation=place, by=ada, reason="x")
    assert Profile.objects.get(user=clara).trust == Trust.MEMBER
    assert Entry.objects.filter(organisation=place).exists()


@pytest.mark.parametrize("level", [Trust.MEMBER, Trust.TRUSTED])
def test_letters_of_a_day_are_as_many_as_trust_allows(level):
    sam, rita = person("Sam Sender", trust=level), person("Rita Recipient")
    oscar = person("Oscar Other")
    earlier = timezone.now() - timedelta(hours=2)
    Letter.objects.bulk_create(
        Letter(sender=sam, recipient=oscar, subject="x", text="x", written_at=earlier)
        for _ in range(MAY[level].letters - 1)
    )
    actions.write(sender=sam, recipient=rita, **LETTER)
    with pytest.raises(TooMany):
        actions.write(sender=sam, recipient=rita, **LETTER)
