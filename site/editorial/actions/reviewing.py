"""What is to be read again, who is reminded, and of which step nobody answered."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.users.models import UserProfile

from community.members.models import User
from editorial.due import due_pages
from editorial.models import PageReview, StepState
from outbox.actions import post
from outbox.rendering import absolute_url

AGAIN = timedelta(days=30)  # between two reminders of one page
AT_ONCE = 100


@transaction.atomic
def note_review(*, page: Page, user: Any) -> PageReview:
    """Note that `user` read the page with care just now, and return the record."""
    record, _made = PageReview.objects.update_or_create(
        page_id=page.pk,
        defaults={"reviewed_at": timezone.now(), "reviewed_by": user, "reminded_at": None},
    )
    specific = page.specific
    if hasattr(specific, "reviewed"):
        _note_on_page(specific)
    log(instance=specific, action="editorial.review", user=user)
    return record


def _note_on_page(page: Any) -> None:
    """Show readers the day, without touching what is being written: the live row only."""
    type(page).objects.filter(pk=page.pk).update(reviewed=timezone.localdate())


def remind_of_reviews() -> int:
    """Write once a month to owners of what is due, one mail a person; return how many mails."""
    now = timezone.now()
    waiting = due_pages(now=now).filter(
        Q(review_record__reminded_at=None) | Q(review_record__reminded_at__lt=now - AGAIN),
        owner__is_active=True,
    )
    sent = 0
    for owner in User.objects.filter(pk__in=waiting.values("owner_id")).order_by("pk")[:AT_ONCE]:
        sent += _remind_owner(owner, waiting.filter(owner=owner), now)
    return sent


@transaction.atomic
def _remind_owner(owner: User, waiting: Any, now: Any) -> int:
    User.objects.select_for_update(of=("self",)).get(pk=owner.pk)  # two workers, one mail
    pages = list(waiting.order_by("due_on")[:AT_ONCE])
    if not pages:
        return 0
    for page in pages:
        PageReview.objects.update_or_create(page_id=page.pk, defaults={"reminded_at": now})
    post(
        to=owner.email,
        recipient=owner,
        template="editorial/email/reviews_due",
        context={
            "pages": [{"title": one.title, "due_on": one.due_on} for one in pages],
            "action_url": absolute_url(reverse("reviews_due:index") + f"?owner={owner.pk}"),
        },
        language=language_of(owner),
    )
    return 1


def language_of(person: Any) -> str:
    """Return the language somebody works in: that of the administration, or of the profile."""
    chosen = UserProfile.get_for_user(person).preferred_language
    profile = getattr(person, "profile", None)
    return chosen or getattr(profile, "language", "") or "en"


def reviewers_of(state: StepState) -> list[User]:
    """Return who may answer at a step and wants to be told: one query for people, one for wishes.

    At the last step without those whose word has been heard.
    """
    task = state.task.specific
    people = User.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
    silent = UserProfile.objects.filter(submitted_notifications=False).values("user_id")
    heard = task.first_pair(state.workflow_state.content_object) if task.is_last else set()
    return list(people.exclude(pk__in=silent).exclude(pk__in=heard).select_related("profile"))


def tell_reviewers(*, state: StepState, submitter: Any, template: str) -> int:
    """Write to all who may answer at a step, except who asked; return how many mails."""
    subject = state.workflow_state.content_object
    told = [one for one in reviewers_of(state) if submitter is None or one.pk != submitter.pk]
    for person in told:
        post(
            to=person.email,
            recipient=person,
            template=template,
            context={
                "title": str(getattr(state.revision, "object_str", "") or subject),
                "step": state.task.name,
                "due": state.due_at,
                "by": submitter,
                "action_url": absolute_url(_editor_of(subject)),
            },
            language=language_of(person),
            topic=f"editorial-step-{state.pk}",
        )
    return len(told)


def _editor_of(subject: Any) -> str:
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:edit", args=(subject.pk,))
    meta = subject._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=(subject.pk,))


def remind_of_steps() -> int:
    """Remind once of each step whose days are over; return how many mails."""
    now = timezone.now()
    overdue = StepState.objects.filter(
        status=StepState.STATUS_IN_PROGRESS, due_at__lt=now, reminded_at=None
    )
    return sum(_remind_step(key, now) for key in overdue.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _remind_step(key: int, now: Any) -> int:
    taken = StepState.objects.filter(pk=key, reminded_at=None).update(reminded_at=now)
    if not taken:
        return 0
    state = StepState.objects.select_related("workflow_state__requested_by", "revision").get(pk=key)
    return tell_reviewers(
        state=state,
        submitter=state.workflow_state.requested_by,
        template="editorial/email/step_overdue",
    )
