"""Corrections that no form of the site offers: asked of the stewards, answered by them."""

from datetime import timedelta
from typing import Final

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from community.datarights.models import CorrectionRequest
from community.members.models import User, mail_language
from outbox.actions import post
from outbox.models import Message
from outbox.rendering import absolute_url

TOLD: Final = "datarights/correction_asked"  # the kind of the mail
MAY_ANSWER: Final = "datarights.change_correctionrequest"
BETWEEN_MAILS: Final = timedelta(days=1)  # to one steward


@transaction.atomic
def ask_for_correction(*, user: User, text: str) -> CorrectionRequest:
    """Return the request; stewards find it at the desk, and are told by mail."""
    row = CorrectionRequest.objects.create(user=user, text=text)
    tell_stewards()
    return row


@transaction.atomic
def tell_stewards() -> int:
    """Write to each steward whom no mail has told of the newest request; return how many mails.

    Nobody gets more than one a day: what comes in meanwhile is told the day after, by the clock.
    The mail carries nothing of what was asked, since mail is copied where no task can delete it.
    """
    waiting = CorrectionRequest.objects.filter(answered_at=None)
    newest = waiting.order_by("-asked_at").first()
    if newest is None:
        return 0
    now, told = timezone.now(), 0
    # Locked, so that two requests at the same moment are one mail.
    for steward in _stewards().select_for_update(of=("self",), no_key=True):
        last = Message.objects.filter(recipient=steward, kind=TOLD).order_by("-created_at").first()
        if last and (last.created_at > now - BETWEEN_MAILS or last.created_at > newest.asked_at):
            continue
        _write_to(steward, waiting.count())
        told += 1
    return told


def _stewards() -> QuerySet[User]:
    """Return those who have the right to answer; administrators where nobody was given it."""
    may = ModelBackend().with_perm(MAY_ANSWER, include_superusers=False)
    stewards = User.objects.filter(pk__in=may) if may.exists() else User.objects.administrators()
    return stewards.order_by("pk")


def _write_to(steward: User, waiting: int) -> None:
    post(
        to=steward.email,
        recipient=steward,
        template="datarights/email/correction_asked",
        language=mail_language(steward),
        context={"waiting": waiting, "desk_url": absolute_url(reverse("corrections:index"))},
    )


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
