"""Keep the record of what people agreed to."""

from collections.abc import Sequence
from typing import Required, TypedDict, Unpack

from django.db import transaction

from community.members.consents import MEMBERSHIP, Wording
from community.members.models import ConsentRecord, User


class Told(TypedDict, total=False):
    """What is written down of a consent; the last four may be missing.

    `wording` is the exact text that was shown, in `language`; `subject` says what it is about where
    the purpose alone does not (an event); `source` names the form, `method` what the person did.
    """

    email: Required[str]
    purpose: Required[str]
    wording: Required[str]
    wording_version: Required[str]
    language: Required[str]
    given: Required[bool]
    user: User | None
    subject: str
    source: str
    method: str


@transaction.atomic(savepoint=False)
def record_consent(**told: Unpack[Told]) -> ConsentRecord:
    """Return a new line in the record of consent; withdrawing adds a line with `given` false."""
    return record_consents([told])[0]


@transaction.atomic(savepoint=False)
def record_consents(told: Sequence[Told]) -> list[ConsentRecord]:
    """Return new lines in the record of consent, written with one query."""
    return ConsentRecord.objects.bulk_create(_record(**one) for one in told)


def _record(
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
    return ConsentRecord(
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


def agree_to_membership(*, user: User, language: str) -> ConsentRecord:
    """Record the consent of somebody whose account was made without a form, in `language`."""
    source = ConsentRecord.Source.PROFILE
    return agree(user=user, wording=MEMBERSHIP, language=language, source=source)
