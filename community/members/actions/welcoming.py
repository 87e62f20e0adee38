"""Welcome somebody: their first answers, all of which may wait."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from community.members.actions.affiliating import affiliate
from community.members.actions.telling import Details, update_profile
from community.members.actions.trusting import refresh_trust
from community.members.models import Organisation, Profile, User
from community.members.offers import take_offer
from vocabulary.models import Term


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a newcomer answers."""

    details: Details
    organisation: Organisation | None = None  # one of those offered for the person's domain
    interests: tuple[Term, ...] = ()
    letters: tuple[str, ...] = ()  # keys of `members.offers`


@transaction.atomic
def welcome(*, user: User, start: Start) -> Profile:
    """Store the first answers and return the profile; letters are asked for one by one.

    Raises:
        ValidationError: a name has signs that no name has.
        OrganisationGone: the organisation was merged into another one at this moment.
    """
    details, organisation = start.details, start.organisation
    if organisation is not None:
        affiliate(user=user, organisation=organisation)
        details = replace(details, organisation=organisation.name)
    profile = update_profile(user=user, details=details)
    profile.interests.set(start.interests)
    _note(user)
    for key in start.letters:
        take_offer(user=user, key=key, source="welcome form")
    return profile


@transaction.atomic
def skip_welcome(*, user: User) -> None:
    """Note that somebody has seen the welcome and answers later."""
    Profile.objects.get_or_create(user=user)
    _note(user)


def _note(user: User) -> None:
    Profile.objects.filter(user=user, welcomed_at=None).update(welcomed_at=timezone.now())
    refresh_trust(user=user)
