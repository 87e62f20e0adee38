"""Listens to Wagtail: a step begins, a page becomes public, a translation is made."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, page_published, task_submitted

from editorial.actions.checking import check_page
from editorial.actions.reviewing import tell_reviewers
from editorial.actions.translating import mark
from editorial.models import StepState

STEP_BEGUN = "editorial/email/step_begun"


@receiver(task_submitted, sender=StepState)
def write_to_reviewers(instance: StepState, user: Any = None, **_signal: Any) -> None:
    """Write to all who may answer, in the transaction that begins the step."""
    tell_reviewers(state=instance, submitter=user, template=STEP_BEGUN)


@receiver(page_published)
def look_at_page(instance: Page, **_signal: Any) -> None:
    """Look at a page once what was published is certain."""
    if instance.alias_of_id is None:
        transaction.on_commit(lambda: _look(instance.pk), robust=True)


def _look(page_id: int) -> None:
    page = Page.objects.live().filter(pk=page_id).first()
    if page is not None:
        check_page(page.specific)


@receiver(copy_for_translation_done)
def mark_translation(source_obj: Any, target_obj: Any, **_signal: Any) -> None:
    """Note which version of the original a new translation was made from."""
    mark(source=source_obj, locale=target_obj.locale, user=getattr(target_obj, "owner", None))
