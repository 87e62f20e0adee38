"""Making, opening, answering and withdrawing preview links."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from community.members.tokens import digest_of, new_token
from editorial.models import PreviewLink, Remark, StepState
from editorial.refusals import Refused
from outbox.actions import post
from outbox.rendering import absolute_url

MOST_DAYS = 90
MOST_REMARKS = 200  # on one link: more is no reading


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Whom a link is for, what to look at, and how long it works."""

    days: int
    name: str = ""
    email: str = ""
    note: str = ""
    counts_as_check: bool = False


@transaction.atomic
def make_link(*, page: Page, user: Any, invitation: Invitation) -> tuple[PreviewLink, str]:
    """Make a link to the newest version of `page`; return it and its address, shown only once.

    What is shown is frozen: an approval holds for words that were read, not for later ones. With
    an address the link is also sent there. Raises `Refused`.
    """
    if not 1 <= invitation.days <= MOST_DAYS:
        raise Refused(_("A link works for 1 to %(days)d days.") % {"days": MOST_DAYS})
    revision = page.get_latest_revision() or page.specific.save_revision(user=user)
    if invitation.counts_as_check and not _may_check(page, user):
        raise Refused(_("Only those who may check the page can pass the check on to a reader."))
    token = new_token()
    link = PreviewLink.objects.create(
        page=page,
        revision=revision,
        content=revision.content,
        token_digest=digest_of(token),
        reviewer_name=invitation.name,
        reviewer_email=invitation.email,
        note=invitation.note,
        counts_as_check=invitation.counts_as_check,
        created_by=user,
        expires_at=timezone.now() + timedelta(days=invitation.days),
    )
    address = absolute_url(reverse("editorial:preview", args=(token,)))
    log(instance=page, action="editorial.share", user=user)
    if link.reviewer_email:
        _invite(link, address)
    return link, address


def _may_check(page: Page, user: Any) -> bool:
    task = page.current_workflow_task
    if task is None or getattr(task, "is_last", True):
        return False
    return any(action[0] == "approve" for action in task.get_actions(page, user))


def _invite(link: PreviewLink, address: str) -> None:
    post(
        to=link.reviewer_email,
        template="editorial/email/invitation",
        context={"link": link, "title": str(link), "action_url": address, "by": link.created_by},
        language=link.page.locale.language_code,
        reply_to=getattr(link.created_by, "email", ""),
    )


def open_link(*, token: str) -> PreviewLink:
    """Return the link that `token` opens and note its first opening.

    Raises `Refused` for a link that is withdrawn or expired, `PreviewLink.DoesNotExist` for a
    token that never was one.
    """
    link = PreviewLink.objects.select_related("page", "page__locale").by_token(token).get()
    _guard(link)
    if link.opened_at is None:
        link.opened_at = timezone.now()
        PreviewLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=link.opened_at)
    return link


def _guard(link: PreviewLink) -> None:
    if link.is_revoked:
        raise Refused(_("This link has been withdrawn. Ask whoever sent it for a new one."))
    if link.is_expired:
        raise Refused(_("This link has expired. Ask whoever sent it for a new one."))


@transaction.atomic
def remark(
    *, token: str, text: str = "", quote: str = "", name: str = "", verdict: str = ""
) -> Remark:
    """Write down what the reader says and return it; tell whoever made the link.

    The same words sent twice are one remark. An answer is given once; remarks stay possible.
    Raises `Refused`, and `PreviewLink.DoesNotExist`.
    """
    link = PreviewLink.objects.select_for_update(of=("self",)).by_token(token).get()
    _guard(link)
    _guard_answer(link, text, verdict)
    words = {"text": text, "quote": quote, "verdict": verdict}
    if known := link.remarks.filter(**words).first():
        return known
    if link.remarks.count() >= MOST_REMARKS:
        raise Refused(_("There are too many remarks on this link already."))
    said = link.remarks.create(name=name or link.reviewer_name, **words)
    if verdict:
        link.verdict, link.decided_at = verdict, said.created_at
        link.save(update_fields=["verdict", "decided_at"])
        _carry_into_review(link, said)
    log(instance=link.page, action="editorial.remark", data={"verdict": verdict})
    _tell(link, said)
    return said


def _guard_answer(link: PreviewLink, text: str, verdict: str) -> None:
    if not verdict and not text:
        raise Refused(_("Write a remark, or give an answer."))
    if verdict == PreviewLink.Verdict.CHANGES and not text:
        raise Refused(_("Say what should change."))
    if verdict and link.verdict and link.verdict != verdict:
        raise Refused(_("This link has been answered already. You can still write remarks."))


def _carry_into_review(link: PreviewLink, said: Remark) -> None:
    """Let the answer count as the first step of the review, when that was the wish."""
    if not link.counts_as_check:
        return
    state = StepState.objects.select_for_update(of=("self",)).filter(
        revision_id=link.revision_id, status=StepState.STATUS_IN_PROGRESS
    )
    step = state.first()
    if step is None or step.task.specific.is_last or not link.is_newest:
        return
    comment = _("By preview link: %(name)s") % {"name": said.name or _("a reader")}
    if said.verdict == PreviewLink.Verdict.APPROVED:
        step.approve(user=link.created_by, comment=comment)
    else:
        step.reject(user=link.created_by, comment=f"{comment}. {said.text}"[:1000])


def _tell(link: PreviewLink, said: Remark) -> None:
    owner = link.created_by
    if owner is None or not owner.email:
        return
    post(
        to=owner.email,
        recipient=owner,
        template="editorial/email/remark",
        context={
            "link": link,
            "title": str(link),
            "remark": said,
            "action_url": absolute_url(reverse("preview_links:inspect", args=(link.pk,))),
        },
        language=getattr(getattr(owner, "profile", None), "language", "") or "en",
        topic=f"editorial-link-{link.pk}",
    )


@transaction.atomic
def revoke(*, link_id: int, user: Any) -> PreviewLink:
    """Withdraw a link and return it; what was said stays."""
    link = PreviewLink.objects.select_for_update(of=("self",)).get(pk=link_id)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        log(instance=link.page, action="editorial.unshare", user=user)
    return link


@transaction.atomic
def settle(*, remark_id: int) -> Remark:
    """Mark a remark as dealt with, or open it again; return it."""
    said = Remark.objects.select_for_update(of=("self",)).get(pk=remark_id)
    said.settled_at = None if said.settled_at else timezone.now()
    said.save(update_fields=["settled_at"])
    return said
