"""The deeds of membership: join, tell about oneself, consent, be erased."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.members.consents import Wording
from community.members.models import ConsentRecord, Profile, User
from community.members.rights import erase_person
from community.members.signals import member_joined
from vocabulary.models import Term

logger = logging.getLogger(__name__)


class AddressTaken(Exception):
    """Another account has this address."""


class LastAdministrator(Exception):
    """Without this account nobody could administer the site."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a member tells of themselves."""

    name: str
    stakeholder_group: Term
    country: Term
    organisation: str = ""
    language: str = "en"
    time_zone: str = ""


def join(*, email: str, details: Details, wording: Wording, language: str) -> User:
    """Return a new account whose address is still to be proven.

    `language` is the one in which the consent was read.

    Raises:
        AddressTaken: somebody has it already, or took it at the same moment.
    """
    email = email.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=details.name)
            settle_address(user=user)
            _write_profile(user, details)
            agree(
                user=user, wording=wording, language=language, source=ConsentRecord.Source.SIGN_UP
            )
    except IntegrityError as error:
        raise AddressTaken from error
    return user


@transaction.atomic
def confirm_joining(*, user: User) -> bool:
    """Tell the other rooms that a new person belongs, once; return whether it was news.

    Called when an address has been proven; at the first time nobody has signed in yet.
    """
    if user.last_login is not None:
        return False
    transaction.on_commit(lambda: _tell_that_member_joined(user))
    return True


@transaction.atomic
def update_profile(*, user: User, details: Details) -> Profile:
    """Store what a member tells of themselves and return the profile."""
    if user.name != details.name:
        user.name = details.name
        user.save(update_fields=["name"])
    return _write_profile(user, details)


@transaction.atomic
def record_consent(
    *,
    email: str,
    purpose: str,
    wording: str,
    wording_version: str,
    language: str,
    given: bool,
    user: User | None = None,
    subject: str = "",
    source: str = "",
    method: str = "",
) -> ConsentRecord:
    """Return a new line in the record of consent; withdrawing adds a line with `given` false.

    `wording` is the exact text that was shown, in `language`; `subject` says what it is about where
    the purpose alone does not (an event); `source` names the form, `method` what the person did.
    """
    return ConsentRecord.objects.create(
        email=email.strip().lower(),
        purpose=purpose,
        wording=wording,
        wording_version=wording_version,
        language=language,
        is_given=given,
        user=user,
        subject=subject,
        source=source,
        method=method,
    )


def agree(*, user: User, wording: Wording, language: str, source: str) -> ConsentRecord:
    """Record that a member ticked the box beside one of this room's wordings."""
    return record_consent(
        email=user.email,
        purpose=wording.purpose,
        wording=str(wording.text),
        wording_version=wording.version,
        language=language,
        given=True,
        user=user,
        source=source,
        method="checkbox",
    )


@transaction.atomic
def settle_address(*, user: User) -> EmailAddress:
    """Make the account's address the only one that opens it, and return it.

    An address that is new to the account has yet to be proven: by the first code.
    """
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    address, _created = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True}
    )
    return address


def keep_an_administrator(*, besides: User) -> None:
    """Make sure, until the transaction ends, that somebody else administers the site.

    Raises:
        LastAdministrator: nobody else could.
    """
    administrators = User.objects.administrators().select_for_update()
    if besides.is_superuser and not [one for one in administrators if one.pk != besides.pk]:
        raise LastAdministrator


@transaction.atomic
def erase_member(*, user: User) -> None:
    """Erase a person from every room and delete the account.

    Raises:
        LastAdministrator: nobody else could administer the site.
    """
    keep_an_administrator(besides=user)
    erase_person(email=user.email, user=user)
    user.delete()


@transaction.atomic
def erase_unconfirmed(*, older_than: timedelta) -> int:
    """Erase those who signed up that long ago and never proved their address; return how many."""
    forgotten = User.objects.unconfirmed(before=timezone.now() - older_than)
    for user in forgotten:
        erase_member(user=user)
    return len(forgotten)


def _write_profile(user: User, details: Details) -> Profile:
    values: dict[str, Any] = {
        "stakeholder_group": details.stakeholder_group,
        "country": details.country,
        "organisation": details.organisation,
        "language": details.language,
        "time_zone": details.time_zone,
    }
    profile, _created = Profile.objects.update_or_create(user=user, defaults=values)
    user.profile = profile
    return profile


def _tell_that_member_joined(user: User) -> None:
    for _receiver, answer in member_joined.send_robust(sender=User, user=user):
        if isinstance(answer, Exception):
            logger.error("A receiver of member_joined failed: %r", answer)
