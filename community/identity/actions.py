"""The deeds of this room: spend a code, end sessions, take a password away, note a proven iD."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.identity.keyring import InvalidToken, open_sealed, seal_again
from community.members.actions import unverify_orcid, verify_orcid
from community.members.models import User

logger = logging.getLogger(__name__)

ORCID: Final = "orcid"
SEALED: Final = ("secret", "seed")  # the values of an authenticator that are secrets


def fitting_step(*, secret: str, code: str, after: int = -1) -> int | None:
    """Return the time step later than `after` to which a code of an app belongs; None without one.

    Source: RFC 6238, section 5.2: a code that was accepted is not accepted again.
    """
    for step in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, step))
        if step > after and compare_user_code(actual=code, expected=expected):
            return int(step)
    return None


@transaction.atomic
def spend_code(*, user: User, code: str) -> Authenticator | None:
    """Return the authenticator, app or recovery codes, to which a code belongs, and use it up.

    Two requests with the same code wait for each other here; only the first gets an answer.
    """
    held = Authenticator.objects.select_for_update().filter(user=user, type__in=_SPEND)
    for authenticator in sorted(held, key=lambda one: one.type, reverse=True):
        try:
            if _SPEND[authenticator.type](authenticator, code):
                authenticator.user = user
                return authenticator
        except InvalidToken:
            logger.error("A second factor was sealed under a key that is not in the ring any more")
    return None


def _spend_app_code(authenticator: Authenticator, code: str) -> bool:
    data: dict[str, Any] = authenticator.data
    step = fitting_step(
        secret=open_sealed(data["secret"]), code=code, after=data.get("last_step", -1)
    )
    if step is None:
        return False
    note_step(authenticator=authenticator, step=step)
    return True


def _spend_recovery_code(authenticator: Authenticator, code: str) -> bool:
    return bool(authenticator.wrap().validate_code(code))


_SPEND: Final[dict[str, Callable[[Authenticator, str], bool]]] = {
    Authenticator.Type.TOTP.value: _spend_app_code,
    Authenticator.Type.RECOVERY_CODES.value: _spend_recovery_code,
}


def note_step(*, authenticator: Authenticator, step: int) -> None:
    """Remember the last time step whose code was accepted."""
    authenticator.data["last_step"] = step
    authenticator.save(update_fields=["data"])


@transaction.atomic
def end_sessions(*, sessions: Iterable[UserSession]) -> int:
    """Sign these sessions out, wherever they are, and return how many they were."""
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    return ended


@transaction.atomic
def end_every_session(*, user: User) -> None:
    """Sign somebody out everywhere at once, also where no list of devices knows of it."""
    user.session_stamp = get_random_string(22)
    user.save(update_fields=["session_stamp"])
    end_sessions(sessions=UserSession.objects.filter(user=user))


@transaction.atomic
def forget_devices() -> int:
    """Delete the records of sessions that have ended or run out; return how many."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    deleted: int
    deleted, _by_model = UserSession.objects.exclude(session_key__in=running).delete()
    return deleted


@transaction.atomic
def remove_password(*, user: User) -> None:
    """Take the password away; codes and passkeys go on working."""
    user.set_unusable_password()
    user.save(update_fields=["password"])


def note_orcid(*, account: SocialAccount) -> None:
    """Write a proven ORCID iD into the profile, where the account is one of ORCID."""
    if account.provider != ORCID:
        return
    try:
        verify_orcid(user=account.user, orcid=account.uid)
    except ValidationError:
        logger.warning("ORCID named an identifier that is no ORCID iD")


def unprove_orcid(*, account: SocialAccount) -> None:
    """Keep an iD in the profile, yet not as proven, once its account is disconnected."""
    if account.provider == ORCID:
        unverify_orcid(user=account.user, orcid=account.uid)


@transaction.atomic
def seal_all_again() -> int:
    """Seal every secret under the newest key; return how many authenticators there were.

    Raises:
        InvalidToken: one was sealed under a key that is not in the ring; nothing is changed.
    """
    changed = 0
    for authenticator in Authenticator.objects.select_for_update().filter(type__in=_SPEND):
        for name in SEALED:
            if name in authenticator.data:
                authenticator.data[name] = seal_again(authenticator.data[name])
        authenticator.save(update_fields=["data"])
        changed += 1
    return changed
