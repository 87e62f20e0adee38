"""Who may do what with organisations and letters."""

from community.members.models import Affiliation, Organisation, Trust, User, profile_of
from community.members.trust import MAY, Allowance, allowed


def is_steward(user: User) -> bool:
    """Return whether somebody looks after the community: a steward or an administrator."""
    return bool(user.is_active and (user.is_superuser or trust_of(user) >= Trust.STEWARD))


def trust_of(user: User) -> int:
    """Return how far the community knows somebody; new without a profile."""
    profile = getattr(user, "profile", None)
    return int(profile.trust) if profile else int(Trust.NEW)


def allowance_of(user: User) -> Allowance:
    """Return how much somebody may do in a day."""
    return MAY[Trust.STEWARD] if is_steward(user) else allowed(profile_of(user))


def may_write(user: User) -> bool:
    """Return whether somebody may write to others: not before the community knows them."""
    return is_steward(user) or trust_of(user) >= Trust.MEMBER


def may_edit(user: User, organisation: Organisation) -> bool:
    """Return whether somebody may change an organisation's page; one query for members."""
    return is_steward(user) or is_editor(user, organisation)


def is_editor(user: User, organisation: Organisation) -> bool:
    """Return whether somebody is confirmed there and was given the page to look after."""
    mine = Affiliation.objects.confirmed().filter(user=user, organisation=organisation)
    return mine.filter(is_editor=True).exists()
