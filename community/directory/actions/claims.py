"""Say to belong to an organisation, and have it confirmed: by a domain, a steward or an editor."""

from typing import Final

from django.db import IntegrityError, transaction

from community.directory.powers import is_steward, may_edit
from community.directory.refusals import ClaimGone, NotYours
from community.members.actions import affiliate, leave_organisation
from community.members.models import Affiliation, Organisation, User

State: Final = Affiliation.State


@transaction.atomic
def claim(*, user: User, organisation: Organisation) -> Affiliation:
    """Return the person's place in an organisation, confirmed at once where an address proves it.

    Everybody has one place: a claim elsewhere ends the one before. Claiming again what is confirmed
    already changes nothing.

    Raises:
        NotYours: the organisation is not there for this person.
        ClaimGone: the same person claimed at the same moment.
    """
    organisation = _open_to(user, organisation)
    mine = Affiliation.objects.select_for_update().filter(user=user).first()
    if mine and mine.organisation_id == organisation.pk and mine.is_confirmed:
        return mine
    try:
        with transaction.atomic():
            return affiliate(user=user, organisation=organisation)
    except IntegrityError as error:
        raise ClaimGone from error


@transaction.atomic
def confirm(
    *, claim_id: int, organisation: Organisation, by: User, as_editor: bool = False
) -> Affiliation:
    """Confirm that somebody belongs to this organisation and return the place.

    Only a steward lets somebody edit the page, and nobody confirms themselves.

    Raises:
        NotYours: who confirms is neither a steward nor an editor of this organisation.
        ClaimGone: the claim was decided or taken back meanwhile, or is one to another organisation.
    """
    _guard(by, organisation)
    place = _locked(claim_id, organisation, by)
    return affiliate(
        user=place.user,
        organisation=place.organisation,
        vouched_by=by,
        as_editor=as_editor and is_steward(by),
    )


@transaction.atomic
def refuse(*, claim_id: int, organisation: Organisation, by: User) -> None:
    """Take a claim off the list: the person belongs nowhere then.

    Raises:
        NotYours, ClaimGone: as `confirm`.
    """
    _guard(by, organisation)
    place = _locked(claim_id, organisation, by)
    leave_organisation(user=place.user)


def _open_to(user: User, organisation: Organisation) -> Organisation:
    """Return the organisation as it is now; one that nobody confirmed is there for its founder."""
    known = Organisation.objects.select_for_update(of=("self",)).filter(
        pk=organisation.pk, merged_into=None
    )
    found = known.first()
    is_there = found and (found.is_confirmed or found.created_by_id == user.pk or is_steward(user))
    if found is None or not is_there:
        raise NotYours
    return found


def _guard(by: User, organisation: Organisation) -> None:
    if not may_edit(by, organisation):
        raise NotYours


def _locked(claim_id: int, organisation: Organisation, by: User) -> Affiliation:
    """Return an open claim to this organisation, locked: of two who decide, one comes too late."""
    open_claims = Affiliation.objects.select_for_update(of=("self",)).filter(
        pk=claim_id, organisation=organisation, state=State.CLAIMED
    )
    place = open_claims.exclude(user=by).first()
    if place is None:
        raise ClaimGone
    return place
