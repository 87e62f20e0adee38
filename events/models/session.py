"""A part of an event with a time and perhaps seats of its own: a day, a track, a workshop."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.times import day_text, on_the_wall, span_text, when_text


class Session(models.Model):
    """One session of an event; it is edited at the desk and is no part of the page's drafts.

    Who comes to a session is registered for the event.
    """

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="sessions",
    )
    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("what happens"), max_length=1000, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)
    start = models.DateTimeField(_("starts"))
    end = models.DateTimeField(_("ends"))
    needs_sign_up = models.BooleanField(
        _("people choose it when they register"),
        default=False,
        help_text=_("Otherwise it is for everyone who comes to the event."),
    )
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: there is room for everyone."),
    )

    speakers = models.CharField(
        _("who leads it"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("Names, separated by commas."),
    )
    is_cancelled = models.BooleanField(_("is cancelled"), default=False, db_default=False)
    # How often time, room or cancellation have changed; see RFC 5545, section 3.8.7.4.
    sequence = models.PositiveIntegerField(_("sequence"), default=0, db_default=0, editable=False)

    objects: ClassVar[models.Manager["Session"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("start", "pk")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="a_session_ends_after_it_starts",
                condition=models.Q(end__gt=models.F("start")),
                violation_error_message=_("A session ends after it starts."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a session outside its event.

        Raises:
            ValidationError: it begins before the event or ends after it.
        """
        super().clean()
        if not (self.start and self.end and self.event_id):
            return
        if self.start < self.event.start or self.end > self.event.end:
            raise ValidationError(_("A session lies within the hours of its event."))

    @property
    def day(self) -> datetime:
        """Day and time by the clock of the event, without a zone."""
        return on_the_wall(self.start, self.event.time_zone)

    @property
    def day_text(self) -> str:
        """The day in words, by the clock of the event."""
        return day_text(self.day)

    @property
    def hours_text(self) -> str:
        """From when to when, where the day is shown already."""
        return span_text(self.start, self.end, self.event.time_zone)

    @property
    def when_text(self) -> str:
        """Day and hours in words, by the clock of the event."""
        return when_text(self.start, self.end, self.event.time_zone)
