"""Correcting what an account says, its standing, and the mail that did not arrive."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.actions import (
    OrganisationGone,
    affiliate,
    leave_organisation,
    may_have_handle,
    pin_trust,
    retire_handle,
    settle_address,
    unpin_trust,
)
from community.members.changes import spread
from community.members.models import Affiliation, Profile, Trust, User
from community.members.texts import plain_line
from community.stewards.actions.mailing import write_to
from community.stewards.actions.noting import note
from community.stewards.models import StewardAct
from community.stewards.refusals import Refused
from community.stewards.standing import check_reach
from outbox import actions as outbox
from outbox.models import Message
from vocabulary.models import Term

Deed = StewardAct.Deed
PAUSE: Final = timedelta(minutes=10)  # between two mails that a steward lets go out to one person
OF_USER: Final = ("email", "name")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a steward may correct of a member; all of it, as it shall be."""

    email: str
    name: str
    handle: str
    stakeholder_group: Term | None
    country: Term | None
    organisation: str
    role: str
    language: str


@transaction.atomic
def correct(*, user: User, by: User, reason: str, correction: Correction) -> list[str]:
    """Store what a steward corrected and return the names of the fields that changed.

    A new address has yet to be proven, by the first code; the old one is told of it.

    Raises:
        Refused: `by` may not, or another account has this address or handle.
    """
    check_reach(by=by, whom=user)
    person = User.objects.select_for_update().get(pk=user.pk)
    profile, _created = Profile.objects.get_or_create(user=person)
    before = person.email
    changes: dict[str, Any] = {}
    for name, value in _made_plain(correction).items():
        row: Any = person if name in OF_USER else profile
        if (old := getattr(row, name)) != value:
            changes[name] = [str(old or ""), str(value or "")]
            setattr(row, name, value)
    if not changes:
        raise Refused(_("Nothing was changed."))
    others = EmailAddress.objects.filter(email__iexact=person.email).exclude(user=person)
    if others.exists():
        raise Refused(_("Another account has this address."))
    if "handle" in changes:
        _move_handle(person, *changes["handle"])
    _store(person, profile)
    if "email" in changes:
        settle_address(user=person)
        write_to(person, "address_changed", to=before, new_address=person.email)
    note(Deed.EDITED, by=by, whom=person, reason=reason, details={"changes": changes})
    spread([person.pk])
    return sorted(changes)


def _move_handle(person: User, old: str, new: str) -> None:
    """Close the old handle to others; one that others have or had is nobody's to give."""
    if new and not may_have_handle(person, new):
        raise Refused(_("Somebody already has this handle."))
    retire_handle(person, old)


def _made_plain(correction: Correction) -> dict[str, Any]:
    told = dict(vars(correction))
    try:
        return told | {name: plain_line(told[name]) for name in ("name", "organisation", "role")}
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _store(person: User, profile: Profile) -> None:
    try:
        with transaction.atomic():
            person.clean_fields(exclude={f.name for f in User._meta.fields} - set(OF_USER))
            profile.full_clean(exclude=["user", "biography", "links", "visibility"])
            person.save(update_fields=["email", "name"])
            profile.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise Refused(_("Another account has this address.")) from error


@transaction.atomic
def set_trust(*, user: User, by: User, reason: str, level: int | None) -> Profile:
    """Pin a trust level, or let it be counted again when `level` is None; return the profile.

    Raises:
        Refused: `by` may not; stewards are made by administrators alone.
    """
    check_reach(by=by, whom=user)
    if level == Trust.STEWARD and not by.is_superuser:
        raise Refused(_("Only an administrator makes somebody a steward."))
    profile, _created = Profile.objects.get_or_create(user=user)
    before = profile.trust
    if level is None:
        unpin_trust(user=user)
    else:
        pin_trust(user=user, level=Trust(level))
    profile.refresh_from_db(fields=["trust", "is_trust_pinned", "trust_changed_at"])
    details = {"from": before, "to": profile.trust, "pinned": profile.is_trust_pinned}
    note(Deed.TRUST, by=by, whom=user, reason=reason, details=details)
    return profile


@transaction.atomic
def decide_affiliation(*, user: User, by: User, reason: str, is_confirmed: bool) -> None:
    """Confirm that somebody belongs where they say, or take the affiliation away.

    Raises:
        Refused: `by` may not, or there is none.
    """
    check_reach(by=by, whom=user)
    rows = Affiliation.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(user=user).first()
    if row is None:
        raise Refused(_("This person belongs to no organisation."))
    details = {"organisation": row.organisation.slug, "confirmed": is_confirmed}
    note(
        Deed.AFFILIATION,
        by=by,
        whom=user,
        organisation=row.organisation,
        reason=reason,
        details=details,
    )
    if not is_confirmed:
        leave_organisation(user=user)
        return
    try:
        affiliate(user=user, organisation=row.organisation, vouched_by=by)
    except OrganisationGone as error:
        raise Refused(_("The organisation was merged into another one.")) from error


@transaction.atomic
def send_way_in(*, user: User, by: User, reason: str) -> Message:
    """Send the mail that says how to come in, for those who never proved their address.

    Raises:
        Refused: `by` may not, the account is closed, or the last one has just gone out.
    """
    check_reach(by=by, whom=user)
    if not user.is_active:
        raise Refused(_("The account is closed."))
    _pause(user, kind="stewards/way_in")
    if not EmailAddress.objects.filter(user=user, email=user.email).exists():
        settle_address(user=user)
    message = write_to(user, "way_in")
    note(Deed.RESENT, by=by, whom=user, reason=reason, details={"kind": message.kind})
    return message


@transaction.atomic
def resend(*, user: User, by: User, reason: str, message: Message) -> Message:
    """Queue a stuck mail of this person once more and return it.

    Raises:
        Refused: `by` may not, or the mail cannot be sent again.
    """
    check_reach(by=by, whom=user)
    try:
        sent = outbox.send_again(message_id=message.pk)
    except outbox.NotPossible as error:
        raise Refused(str(error)) from error
    note(Deed.RESENT, by=by, whom=user, reason=reason, details={"kind": message.kind})
    return sent


def _pause(user: User, *, kind: str) -> None:
    recent = Message.objects.filter(
        to_address__iexact=user.email, kind=kind, created_at__gt=timezone.now() - PAUSE
    )
    if recent.exists():
        raise Refused(_("This mail went out less than ten minutes ago. Wait a little."))
