"""A meeting of two at a brokerage event, and what came of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What came of a meeting, from nothing to a contract."""

    UNKNOWN = "unknown", _("Not known yet")
    NOTHING = "nothing", _("Nothing")
    TALKS = "talks", _("Talks go on")
    PROPOSAL = "proposal", _("A joint proposal")
    CONTRACT = "contract", _("A contract")


OPEN = (Outcome.UNKNOWN, Outcome.TALKS)  # worth asking again


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """The sets of meetings that have a name."""

    def of(self, registration: Any) -> Self:
        """Return what a person recorded."""
        return self.filter(registration=registration)

    def still_open(self) -> Self:
        """Return those of which more may come."""
        return self.filter(outcome__in=OPEN)


class Meeting(models.Model):
    """One meeting as one side, or the staff, tells it."""

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="meetings",
    )
    # Nobody: the staff recorded it, or the person was erased.
    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
    )
    one_side = models.CharField(_("one side"), max_length=200, blank=True)
    other_side = models.CharField(
        _("met whom"),
        max_length=200,
        blank=True,
        help_text=_("The organisation is enough."),
    )
    outcome = models.CharField(
        _("what came of it"), max_length=10, choices=Outcome, default=Outcome.UNKNOWN
    )
    note = models.CharField(_("in a few words"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last told"), default=timezone.now, editable=False)
    asked_again_at = models.DateTimeField(_("asked again"), null=True, blank=True)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("pk",)
        default_permissions = ()
        indexes = (models.Index("event", "outcome", name="meetings_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.one_side} / {self.other_side}"
