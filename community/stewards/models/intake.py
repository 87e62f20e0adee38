"""People brought in from a file: one row for each line, worked off by the worker."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _


class Intake(models.Model):
    """One file of people: checked when it comes, brought in when a steward says so."""

    class State(models.TextChoices):
        """How far it is."""

        CHECKED = "checked", _("Checked, nothing brought in yet")
        RUNNING = "running", _("Being brought in")
        DONE = "done", _("Brought in")

    file_name = models.CharField(_("file"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    # What each column was taken for; empty where it means nothing to us.
    columns = models.JSONField(default=list)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    sends_invitations = models.BooleanField(_("invite by mail"), default=True)
    # What became of the rows, kept when the rows themselves are forgotten.
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Intake"]] = models.Manager()

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-created_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name


class IntakeRowQuerySet(models.QuerySet["IntakeRow"]):
    """The sets of lines that have a name."""

    def ready(self) -> Self:
        """Return those from which an account is still to be made."""
        return self.filter(state=IntakeRow.State.READY)

    def uninvited(self) -> Self:
        """Return those whose people are still to be told."""
        return self.filter(state=IntakeRow.State.CREATED, intake__sends_invitations=True)

    def counted(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        pairs = self.order_by().values_list("state").annotate(Count("pk"))
        return {str(state): number for state, number in pairs}


class IntakeRow(models.Model):
    """One line of the file and what became of it."""

    class State(models.TextChoices):
        """What became of a line."""

        READY = "ready", _("Can be brought in")
        FAULTY = "faulty", _("Has an error")
        TWICE = "twice", _("Stands in the file twice")
        KNOWN = "known", _("Has an account already")
        CREATED = "created", _("Brought in")
        INVITED = "invited", _("Brought in and invited")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    data = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READY)
    errors = models.JSONField(_("errors"), default=list)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar[IntakeRowQuerySet] = IntakeRowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        ordering = ["line"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["intake", "line"], name="one_row_a_line"),
        ]
        indexes = [
            models.Index("intake", "state", "line", name="intake_rows_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id}:{self.line}"
