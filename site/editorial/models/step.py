"""A step of the review: done by a group, within days, and never by one person alone."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from editorial.findings import Finding, findings_on


class StepState(TaskState):
    """One version at one step, with the moment by which somebody should have answered."""

    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    # A new version at this step starts anew: its own due date, nobody reminded yet.
    exclude_fields_in_copy = ["due_at", "reminded_at"]

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")


class TwoPersonTask(AbstractGroupApprovalTask):
    """Approval by a group; at the last step not by who wrote the version or checked it before."""

    days = models.PositiveSmallIntegerField(
        _("days to answer"), default=3, help_text=_("The group is reminded when they are over.")
    )
    is_last = models.BooleanField(
        _("is the last word"),
        default=False,
        help_text=_("Then neither who wrote the version nor who approved it before may approve."),
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "days", "is_last"]
    task_state_class = StepState

    class Meta:
        verbose_name = _("approval by two people")
        verbose_name_plural = _("approvals by two people")

    def start(self, workflow_state: Any, user: Any = None) -> StepState:
        """Start this step for the newest version and return its state with a due date."""
        state: StepState = super().start(workflow_state, user=user)
        state.due_at = state.started_at + timedelta(days=self.days)
        state.save(update_fields=["due_at"])
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what `user` may do with `obj` at this step; to ask for changes is always open.

        The last word publishes, so it is not given while something must be mended first.
        """
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if not (self.is_last and actions):
            return actions
        if user.pk in self.first_pair(obj) or must_be_mended(obj):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Do it, unless the person is one of those whose word has been heard already.

        Views offer only what `get_actions` returns; this holds for every other way too.
        """
        known = {name for name, *_rest in self.get_actions(_subject_of(task_state), user)}
        if action_name in known:
            super().on_action(task_state, user, action_name, **kwargs)

    def first_pair(self, obj: Any) -> set[int]:
        """Return the ids of who wrote the newest version and of who approved it at other steps."""
        revision = obj.latest_revision
        state = obj.current_workflow_state
        if revision is None or state is None:
            return set()
        before = TaskState.objects.filter(
            workflow_state=state, revision=revision, status=TaskState.STATUS_APPROVED
        ).exclude(task=self)
        found = {revision.user_id, *before.values_list("finished_by_id", flat=True)}
        return {pk for pk in found if pk is not None}

    @classmethod
    def get_description(cls) -> str:
        """Return what is said where somebody chooses a kind of step."""
        return str(_("Members of the chosen groups approve; the last word is a second person's."))


def must_be_mended(obj: Any) -> list[Finding]:
    """Return what keeps the newest version of a page from being published; of others nothing."""
    if not isinstance(obj, Page):
        return []
    return [one for one in findings_on(obj.get_latest_revision_as_object()) if one.is_blocking]


def _subject_of(task_state: Any) -> Any:
    return task_state.workflow_state.content_object
