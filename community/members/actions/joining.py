"""Join, prove an address, be erased."""

import logging
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.members.actions.consenting import agree
from community.members.actions.telling import Details, retire_handle, write_profile
from community.members.consents import Wording
from community.members.models import ConsentRecord, User, profile_of
from community.members.rights import erase_person
from community.members.signals import member_joined
from community.members.texts import plain_line
from lane.generations import bump

logger = logging.getLogger(__name__)


class AddressTaken(Exception):
    """Another account has this address."""


class LastAdministrator(Exception):
    """Without this account nobody could administer the site."""


def join(*, email: str, details: Details, wording: Wording, language: str) -> User:
    """Return a new account whose address is still to be proven.

    `language` is the one in which the consent was read.

    Raises:
        AddressTaken: somebody has it already, or took it at the same moment.
        ValidationError: a name has signs that no name has.
    """
    email = email.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=plain_line(details.name))
            settle_address(user=user)
            write_profile(user, details)
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
    if profile := profile_of(user):
        retire_handle(user, profile.handle)
    erase_person(email=user.email, user=user)
    user.delete()
    bump("community")


@transaction.atomic
def erase_unconfirmed(*, older_than: timedelta) -> int:
    """Erase those who signed up that long ago and never proved their address; return how many."""
    forgotten = User.objects.unconfirmed(before=timezone.now() - older_than)
    for user in forgotten:
        erase_member(user=user)
    return len(forgotten)


def _tell_that_member_joined(user: User) -> None:
    for _receiver, answer in member_joined.send_robust(sender=User, user=user):
        if isinstance(answer, Exception):
            logger.error("A receiver of member_joined failed: %r", answer)
