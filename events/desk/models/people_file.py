"""People from a file: one row for each line, looked at first, brought in by the worker."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from events.models.registration import State as Standing


class PeopleFile(models.Model):
    """One file for one event: nothing happens before somebody says so."""

    class State(models.TextChoices):
        """How far it is."""

        CHECKED = "checked", _("Looked at, nothing brought in yet")
        RUNNING = "running", _("Being brought in")
        DONE = "done", _("Brought in")

    class Target(models.TextChoices):
        """Where people of the file shall stand."""

        CONFIRMED = Standing.CONFIRMED.value, _("Confirmed: they have a seat")
        APPROVAL = Standing.APPROVAL.value, _("Waiting for approval: you decide later")
        WAITING = Standing.WAITING.value, _("On the waiting list, in the order of the file")

    event = models.ForeignKey(
        "events.EventPage", verbose_name=_("event"), on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    headings = models.JSONField(default=list)
    # What each column is taken for; empty where it is left out.
    meanings = models.JSONField(default=list)
    target = models.CharField(
        _("state afterwards"), max_length=10, choices=Target, default=Target.CONFIRMED
    )
    joins_line = models.BooleanField(_("waiting list when full"), default=True)
    sends_mail = models.BooleanField(_("tell them by mail"), default=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    basis = models.CharField(_("how they agreed"), max_length=500, blank=True)
    # What became of the lines, kept when the lines themselves are forgotten.
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: ClassVar[models.Manager["PeopleFile"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of people")
        verbose_name_plural = _("files of people")
        ordering = ("-created_at", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name


class PeopleLineQuerySet(models.QuerySet["PeopleLine"]):
    """The sets of lines that have a name."""

    def ready(self) -> Self:
        """Return those that can be brought in."""
        return self.filter(state__in=READY)

    def left_over(self) -> Self:
        """Return those from which nobody was or would be registered."""
        return self.filter(state__in=LEFT_OVER)

    def counted(self) -> dict[str, int]:
        """Return how many lines are in each state."""
        pairs = self.order_by().values_list("state").annotate(Count("pk"))
        return {str(state): number for state, number in pairs}


class PeopleLine(models.Model):
    """One line of a file: what would happen, and later what became of it."""

    class State(models.TextChoices):
        """First what would happen, then what did."""

        NEW = "new", _("Would be registered")
        IN_LINE = "in-line", _("Would go to the waiting list")
        RAISED = "raised", _("Is registered, would get a seat")
        KNOWN = "known", _("Is registered already")
        TWICE = "twice", _("Stands in the file twice")
        FULL = "full", _("No seat left")
        FAULTY = "faulty", _("Has an error")
        DONE = "done", _("Brought in")
        REFUSED = "refused", _("Could not be brought in")

    people_file = models.ForeignKey(PeopleFile, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField(_("line"))
    cells = models.JSONField(default=list)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    data = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    problems = models.JSONField(_("problems"), default=list)
    registration = models.ForeignKey(
        "events.Registration", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar[PeopleLineQuerySet] = PeopleLineQuerySet.as_manager()  # type: ignore[assignment]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a file of people")
        verbose_name_plural = _("lines of files of people")
        ordering = ("line",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("people_file", "line"), name="one_person_a_line"),
        )
        indexes = (models.Index("people_file", "state", "line", name="people_lines_by_state"),)

    def __str__(self) -> str:
        return f"{self.people_file_id}:{self.line}"


READY = (PeopleLine.State.NEW, PeopleLine.State.IN_LINE, PeopleLine.State.RAISED)
LEFT_OVER = (PeopleLine.State.FULL, PeopleLine.State.FAULTY, PeopleLine.State.REFUSED)
