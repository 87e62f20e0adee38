"""Seeing the site as a member sees it: begun with a reason, ended by the steward or the clock."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.models import User
from community.stewards.actions.noting import note
from community.stewards.models import Look, StewardAct
from community.stewards.refusals import Refused
from community.stewards.standing import check_reach, is_staff

LONGEST: Final = timedelta(minutes=30)
PERMISSION: Final = "stewards.look_as_member"


@transaction.atomic
def begin_look(*, by: User, whom: User, reason: str) -> Look:
    """Return a new look, which ends by itself after half an hour.

    Raises:
        Refused: it is the same person, somebody with a role of their own, or a closed account.
    """
    check_reach(by=by, whom=whom)
    if is_staff(whom):
        raise Refused(_("This person has a role on this site: nobody looks with their eyes."))
    if not whom.is_active:
        raise Refused(_("The account is closed: it sees nothing."))
    for open_one in Look.objects.open().filter(by=by):
        end_look(look=open_one, by=by)
    now = timezone.now()
    note(StewardAct.Deed.LOOK_BEGUN, by=by, whom=whom, reason=reason)
    return Look.objects.create(by=by, whom=whom, begun_at=now, ends_at=now + LONGEST)


@transaction.atomic
def end_look(*, look: Look, by: User | None = None) -> None:
    """End a look; a second call changes nothing."""
    row = Look.objects.select_for_update().filter(pk=look.pk, ended_at=None).first()
    if row is None:
        return
    row.ended_at = min(timezone.now(), row.ends_at)
    row.save(update_fields=["ended_at"])
    note(StewardAct.Deed.LOOK_ENDED, by=by or row.by, whom=row.whom)


def current_look(*, look_id: int, by: User) -> Look | None:
    """Return the look that still holds; one that does not any more is ended.

    Time, the steward's own rights and the other's are asked anew each time.
    """
    look = Look.objects.open().select_related("whom").filter(pk=look_id, by=by).first()
    if look is None:
        return None
    holds = look.ends_at > timezone.now() and look.whom.is_active
    if holds and by.has_perm(PERMISSION) and not is_staff(look.whom):
        return look
    end_look(look=look, by=by)
    return None


def end_forgotten_looks() -> int:
    """End those whose time is up, of stewards who just went away; return how many."""
    over = list(Look.objects.over(timezone.now()))
    for look in over:
        end_look(look=look)
    return len(over)
