"""The exact words that people agree to in this room, each with its version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from community.members.models import ConsentRecord

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
