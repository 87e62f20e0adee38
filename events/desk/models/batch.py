"""A deed about many registrations at once: asked, then worked off one by one."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.registration import State as Standing


class Deed(models.TextChoices):
    """What can be done about many at once; each row goes through the action for one."""

    APPROVE = "approve", _("Approve")
    DECLINE = "decline", _("Decline, with a reason")
    OFFER = "offer", _("Offer a seat")
    CANCEL = "cancel", _("Cancel, with a reason")
    ATTENDED = "attended", _("Note that they came")
    NO_SHOW = "no-show", _("Note that they did not come")
    UNDO = "undo", _("Take back whether they came")


WITH_A_REASON = (Deed.DECLINE, Deed.CANCEL)


class Batch(models.Model):
    """One deed and those whom it concerns; a press of the button begins it, once."""

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Not begun")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")

    event = models.ForeignKey(
        "events.EventPage", verbose_name=_("event"), on_delete=models.CASCADE, related_name="+"
    )
    deed = models.CharField(_("deed"), max_length=10, choices=Deed)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: ClassVar[models.Manager["Batch"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("deed about many")
        verbose_name_plural = _("deeds about many")
        ordering = ("-asked_at", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}: {self.deed}"


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    """The sets of rows that have a name."""

    def to_do(self) -> Self:
        """Return those that are still to be done, of deeds that have begun."""
        return self.filter(outcome=BatchItem.Outcome.TO_DO, batch__state=Batch.State.RUNNING)

    def counted(self) -> dict[str, int]:
        """Return how many rows have each outcome."""
        pairs = self.order_by().values_list("outcome").annotate(Count("pk"))
        return {str(outcome): number for outcome, number in pairs}


class BatchItem(models.Model):
    """One registration that a deed concerns, and what became of it."""

    class Outcome(models.TextChoices):
        """What became of it."""

        TO_DO = "to-do", _("Still to do")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Could not be done")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    registration = models.ForeignKey(
        "events.Registration", on_delete=models.CASCADE, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.TO_DO)
    after = models.CharField(_("state afterwards"), max_length=10, choices=Standing, blank=True)
    problem = models.CharField(_("why not"), max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[BatchItemQuerySet] = BatchItemQuerySet.as_manager()  # type: ignore[assignment]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of a deed about many")
        verbose_name_plural = _("rows of deeds about many")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("batch", "registration"), name="once_in_a_batch"),
        )
        indexes = (models.Index("batch", "outcome", "tries", "id", name="batch_items_to_do"),)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.registration_id} {self.outcome}"
