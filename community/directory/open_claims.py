"""What waits for a decision: claims to belong, and organisations that a member wrote down."""

from django.db.models import QuerySet

from community.directory.powers import is_steward
from community.members.models import Affiliation, Organisation, User


def claims_before(user: User) -> QuerySet[Affiliation] | None:
    """Return the open claims that somebody may decide, the oldest first; None for who may not.

    Stewards decide everywhere, editors where they are confirmed; nobody decides about themselves.
    """
    waiting = Affiliation.objects.filter(
        state=Affiliation.State.CLAIMED, organisation__merged_into=None, user__is_active=True
    )
    waiting = waiting.exclude(user=user).select_related("user__profile", "organisation")
    if is_steward(user):
        return waiting.order_by("created_at", "pk")
    mine = Affiliation.objects.confirmed().filter(user=user, is_editor=True)
    place = mine.values_list("organisation", flat=True).first()
    if place is None:
        return None
    return waiting.filter(organisation=place).order_by("created_at", "pk")


def founded_before(user: User) -> QuerySet[Organisation]:
    """Return the organisations that are not public yet, for a steward; for others none."""
    if not is_steward(user):
        return Organisation.objects.none()
    hidden = Organisation.objects.filter(is_confirmed=False, merged_into=None)
    return hidden.select_related("created_by", "country").order_by("created_at", "pk")
