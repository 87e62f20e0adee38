"""The directory follows at once what happens to people in other rooms."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.datarights.actions import closing
from community.directory import actions
from community.directory.models import Entry, Letter
from community.directory.refusals import TooMany
from community.members.actions import leave_organisation
from community.members.models import Affiliation, Organisation, Profile, Trust, User
from community.members.trust import MAY
from community.stewards.actions.organisations import confirm_organisation
from community.stewards.actions.suspending import lift, suspend
from community.stewards.refusals import Refused
from tests.members.telling import present

from .conftest import firm, person

pytestmark = pytest.mark.django_db
State = Affiliation.State
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


def by_the_directory(place, by):
    """Confirm as a steward does in the directory."""
    Profile.objects.update_or_create(user=by, defaults={"trust": Trust.STEWARD})
    actions.confirm_organisation(organisation=place, by=User.objects.get(pk=by.pk))


def by_the_desk(place, by):
    """Confirm as a steward does at the desk."""
    confirm_organisation(organisation=place, by=by, reason="Seen in the register.")


@pytest.mark.parametrize("confirm", [by_the_directory, by_the_desk])
class TestBothDoorsAreOne:
    """Whichever steward confirms an organisation, its founder then edits the page."""

    def founded(self, founder):
        place = firm("Kiln Works", is_confirmed=False, created_by=founder)
        actions.claim(user=founder, organisation=place)
        return place

    def test_the_founder_is_confirmed_and_edits_the_page(self, confirm, ada, committed):
        founder = person("Fanny Founder")
        place = self.founded(founder)
        with committed():
            confirm(place, ada)
        held = Affiliation.objects.get(user=founder)
        assert (held.state, held.is_editor, held.confirmed_by) == (State.BY_STEWARD, True, ada)
        assert Organisation.objects.get(pk=place.pk).is_confirmed
        assert Entry.objects.filter(organisation=place).exists()

    def test_a_founder_who_left_is_not_brought_back(self, confirm, ada):
        founder = person("Fanny Founder")
        place = self.founded(founder)
        other = person("Clara Colleague")
        Affiliation.objects.create(user=other, organisation=place)
        leave_organisation(user=founder)
        confirm(place, ada)
        assert not Affiliation.objects.filter(user=founder).exists()
        assert Affiliation.objects.get(user=other).state == State.CLAIMED

    def test_nobody_vouches_for_themselves(self, confirm):
        founder = person("Fanny Founder")
        place = self.founded(founder)
        confirm(place, founder)
        assert Affiliation.objects.get(user=founder).state == State.CLAIMED
        assert Organisation.objects.get(pk=place.pk).is_confirmed


def test_the_desk_says_when_there_is_nothing_to_confirm(ada):
    with pytest.raises(Refused):
        by_the_desk(firm("Kiln Works"), ada)


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
