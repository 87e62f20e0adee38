"""Corrections that no form of the site offers: asked of the stewards, answered by them."""

from django.db import transaction
from django.utils import timezone

from community.datarights.models import CorrectionRequest
from community.members.models import User, mail_language
from outbox.actions import post


@transaction.atomic
def ask_for_correction(*, user: User, text: str) -> CorrectionRequest:
    """Return the request; stewards find it at the desk."""
    return CorrectionRequest.objects.create(user=user, text=text)


@transaction.atomic
def answer_correction(*, request_id: int, answer: str, by: User) -> CorrectionRequest:
    """Keep the answer to a request, send it to the person, and return the request.

    A second answer is kept and sent as well: it may mend the first.
    """
    row = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    row.answer, row.answered_at, row.answered_by = answer, timezone.now(), by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    post(
        to=row.user.email,
        recipient=row.user,
        template="datarights/email/correction_answered",
        language=mail_language(row.user),
        context={"asked": row.text, "answer": answer},
    )
    return row
