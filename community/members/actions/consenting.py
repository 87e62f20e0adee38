"""Keep the record of what people agreed to."""

from django.db import transaction

from community.members.consents import MEMBERSHIP, Wording
from community.members.models import ConsentRecord, User


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


def agree_to_membership(*, user: User, language: str) -> ConsentRecord:
    """Record the consent of somebody whose account was made without a form, in `language`."""
    source = ConsentRecord.Source.PROFILE
    return agree(user=user, wording=MEMBERSHIP, language=language, source=source)
