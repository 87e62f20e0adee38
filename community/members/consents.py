"""The exact words that people agree to in this room, each with a version; how to take them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.members.models import ConsentRecord, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Wording:
    """A text beside a box to tick. Change the version with the words, in whatever language."""

    purpose: ConsentRecord.Purpose
    version: str
    text: StrOrPromise


MEMBERSHIP: Final = Wording(
    purpose=ConsentRecord.Purpose.MEMBERSHIP,
    version="2026-11-2",
    text=_(
        "I agree that this site keeps what I write here to run my account, and counts me, without"
        " my name, in its reports by group and in the number of countries its members work in. I"
        " can take this back at any time by deleting my account."
    ),
)


Withdrawal: TypeAlias = Callable[[User, str], bool]
_withdrawals: Final[dict[str, list[Withdrawal]]] = {}


def register_withdrawal(purpose: str) -> Callable[[Withdrawal], Withdrawal]:
    """Return a decorator: the function takes back a consent, given person and subject.

    It ends what the consent allowed, adds the record that says so, and returns whether there was
    something to take back. Several rooms may answer for one purpose, each for its own subjects.
    Membership is taken back by deleting the account.
    """

    def register(withdraw: Withdrawal) -> Withdrawal:
        known = _withdrawals.setdefault(str(purpose), [])
        if withdraw not in known:
            known.append(withdraw)
        return withdraw

    return register


def can_be_withdrawn(purpose: str) -> bool:
    """Return whether one press takes back a consent of this purpose."""
    return purpose in _withdrawals


def withdraw(*, user: User, purpose: str, subject: str) -> bool:
    """Take back a consent of the person's own; return whether there was one.

    Raises:
        KeyError: consents of this purpose are not taken back by a press.
    """
    with transaction.atomic():
        return any(take_back(user, subject) for take_back in _withdrawals[purpose])
