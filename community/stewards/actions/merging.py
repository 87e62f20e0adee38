"""Two accounts become one, two organisations become one."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.directory.actions import refresh_organisations
from community.identity.actions import end_every_session
from community.members.actions import refresh_colleagues
from community.members.changes import spread
from community.members.models import Organisation, User
from community.stewards.actions.noting import note
from community.stewards.models import StewardAct
from community.stewards.pointers import Tally, move_all
from community.stewards.refusals import Refused
from community.stewards.standing import check_administrator_stays, check_reach

Deed = StewardAct.Deed


@transaction.atomic
def merge_people(
    *, staying: User, going: User, by: User, reason: str, is_rehearsal: bool = False
) -> list[Tally]:
    """Move all that belongs to `going` to `staying`, delete `going`, and return what was done.

    A rehearsal does the same and takes it back: what it tells is what will happen.

    Raises:
        Refused: the two are one, or `by` may not decide about one of them.
    """
    if staying.pk == going.pk:
        raise Refused(_("This is the same account. Name another one."))
    check_reach(by=by, whom=staying)
    check_reach(by=by, whom=going)
    # Always in the same order, so that two stewards never wait for each other.
    locked = User.objects.select_for_update().filter(pk__in=(staying.pk, going.pk)).order_by("pk")
    rows = {row.pk: row for row in locked}
    if len(rows) != 2:
        raise Refused(_("One of the two accounts is gone."))
    check_administrator_stays(without=going)
    tallies = _join(rows[staying.pk], rows[going.pk])
    details = {"moved": {tally.model._meta.label: tally.moved for tally in tallies}}
    note(Deed.MERGED, by=by, whom=staying, reason=reason, details=details)
    spread([staying.pk])
    if is_rehearsal:
        transaction.set_rollback(True)
    return tallies


def _join(staying: User, going: User) -> list[Tally]:
    end_every_session(user=going)
    if going.last_login and (not staying.last_login or going.last_login > staying.last_login):
        staying.last_login = going.last_login
    staying.date_joined = min(staying.date_joined, going.date_joined)
    staying.save(update_fields=["last_login", "date_joined"])
    tallies = move_all(staying=staying, going=going)
    User.objects.get(pk=going.pk).delete()  # anew: `going` still remembers what has moved
    return tallies


@transaction.atomic
def merge_organisations(
    *,
    staying: Organisation,
    going: Organisation,
    by: User,
    reason: str,
    is_rehearsal: bool = False,
) -> list[Tally]:
    """Move the people of `going` to `staying`; its address leads there from now on.

    Raises:
        Refused: the two are one, or one of them has been merged already.
    """
    pair = Organisation.objects.select_for_update().filter(pk__in=(staying.pk, going.pk))
    rows = {row.pk: row for row in pair.order_by("pk")}
    if len(rows) != 2:
        raise Refused(_("This is the same organisation. Name another one."))
    staying, going = rows[staying.pk], rows[going.pk]
    if staying.merged_into_id or going.merged_into_id:
        raise Refused(_("One of the two has been merged already."))
    people = list(going.affiliations.values_list("user_id", flat=True))
    tallies = move_all(staying=staying, going=going)
    staying.domains = list(dict.fromkeys([*staying.domains, *going.domains]))
    staying.is_confirmed = staying.is_confirmed or going.is_confirmed
    for name in ("kind", "size", "country", "description", "website", "logo"):
        if not getattr(staying, name):
            setattr(staying, name, getattr(going, name))
    going.domains, going.merged_into = [], staying
    going.save()
    staying.save()
    note(
        Deed.ORGANISATION_MERGED,
        by=by,
        organisation=staying,
        reason=reason,
        details={"slug": going.slug, "people": len(people)},
    )
    refresh_colleagues(organisation=staying)
    spread(people)
    transaction.on_commit(lambda: refresh_organisations([staying.pk, going.pk]))
    if is_rehearsal:
        transaction.set_rollback(True)
    return tallies
