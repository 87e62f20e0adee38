"""Keeping somebody out for a while, and letting them in again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.datarights.actions import closing
from community.identity.actions import end_every_session
from community.members.changes import spread
from community.members.models import User
from community.stewards.actions.mailing import write_to
from community.stewards.actions.noting import note
from community.stewards.models import StewardAct, Suspension
from community.stewards.refusals import Refused
from community.stewards.standing import check_administrator_stays, check_reach


@transaction.atomic
def suspend(*, user: User, by: User, reason: str, until: datetime | None) -> Suspension:
    """Keep somebody out until a moment, or until a steward lifts it, and tell them why.

    Signing in is refused, every session ends, and nobody sees the profile meanwhile.

    Raises:
        Refused: `by` may not, it holds already, or the moment has passed.
    """
    check_reach(by=by, whom=user)
    check_administrator_stays(without=user)
    person = User.objects.select_for_update().get(pk=user.pk)
    if until is not None and until <= timezone.now():
        raise Refused(_("Choose a day that is still to come."))
    if Suspension.objects.current().filter(user=person).exists():
        raise Refused(_("This person is suspended already."))
    held = Suspension.objects.create(
        user=person, by=by, reason=reason, until=until, was_active=person.is_active
    )
    person.is_active = user.is_active = False
    person.save(update_fields=["is_active"])
    end_every_session(user=person)
    # Whoever closed the account themselves does not open it again meanwhile.
    closing.bar_return(user=person)
    write_to(person, "suspended", reason=reason, until=until)
    details = {"until": until.isoformat() if until else None}
    note(StewardAct.Deed.SUSPENDED, by=by, whom=person, reason=reason, details=details)
    spread([person.pk])
    return held


@transaction.atomic
def lift(*, user: User, by: User | None, reason: str) -> None:
    """Let somebody in again and tell them; `by` is None when the time is up.

    Raises:
        Refused: `by` may not, or nothing is to be lifted.
    """
    if by is not None:
        check_reach(by=by, whom=user)
    person = User.objects.select_for_update().get(pk=user.pk)
    held = Suspension.objects.current().filter(user=person).first()
    if held is None:
        raise Refused(_("This person is not suspended."))
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    person.is_active = user.is_active = held.was_active
    person.save(update_fields=["is_active"])
    closing.allow_return(user=person)
    if person.is_active:
        write_to(person, "lifted")
    note(StewardAct.Deed.LIFTED, by=by, whom=person, reason=reason)
    spread([person.pk])


def lift_ended() -> int:
    """Let everybody in again whose time is up, and return how many."""
    over = Suspension.objects.over(timezone.now()).select_related("user")
    lifted = 0
    for held in over:
        try:
            lift(user=held.user, by=None, reason="")
        except Refused:  # somebody else was faster
            continue
        lifted += 1
    return lifted
