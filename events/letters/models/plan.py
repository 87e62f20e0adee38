"""A reminder or a follow-up at a time that hangs on the start or the end of its event."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.letters import moments

MOST_DAYS = 365
MOST_HOURS = 72


class Plan(models.Model):
    """One rule of one event; when it is due is reckoned anew from the event each time."""

    class About(models.TextChoices):
        """What is sent."""

        REMINDER = "reminder", _("Reminder")
        FOLLOW_UP = "follow_up", _("Follow-up")

    Anchor = moments.Anchor
    Unit = moments.Unit

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="letter_plans",
    )
    about = models.CharField(_("what"), max_length=10, choices=About, default=About.REMINDER)
    number = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("hours or days"), max_length=5, choices=Unit, default=Unit.DAYS)
    anchor = models.CharField(
        _("before or after what"), max_length=12, choices=Anchor, default=Anchor.BEFORE_START
    )
    at_time = models.TimeField(
        _("time of the day"),
        null=True,
        blank=True,
        help_text=_(
            "By the clock of the event, between 8:00 and 22:00. Empty: the hour of the event."
        ),
    )
    is_on = models.BooleanField(_("send it"), default=True)
    # What was due before the rule was made, or put otherwise, or switched on, is not made up for.
    since = models.DateTimeField(_("holds since"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Plan"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("planned mail")
        verbose_name_plural = _("planned mails")
        ordering = ("event", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "about", "number", "unit", "anchor", "at_time"),
                name="one_planned_mail_for_each_time",
                nulls_distinct=False,
                violation_error_message=_("There is one at this time already."),
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def is_follow_up(self) -> bool:
        """Whether it is sent when the event is over."""
        return self.about == self.About.FOLLOW_UP

    @property
    def due_at(self) -> datetime:
        """When it is due by the present times of its event (UTC)."""
        event: Any = self.event
        return moments.due_at(
            start=event.start,
            end=event.end,
            zone=event.time_zone,
            rule=moments.Rule(
                number=self.number, unit=self.unit, anchor=self.anchor, at_time=self.at_time
            ),
        )

    @property
    def label(self) -> str:
        """The rule in words: ``Reminder, 1 day before the start``."""
        units = {
            self.Unit.HOURS: ngettext("%(number)s hour", "%(number)s hours", self.number),
            self.Unit.DAYS: ngettext("%(number)s day", "%(number)s days", self.number),
        }
        span = units[self.Unit(self.unit)] % {"number": self.number}
        return f"{self.get_about_display()}, {span} {self.get_anchor_display()}"

    def clean(self) -> None:
        """Refuse a rule that no reader would understand.

        Raises:
            ValidationError: a follow-up before the end, a span too long, or an hour of the night.
        """
        super().clean()
        if self.is_follow_up and self.anchor != self.Anchor.AFTER_END:
            raise ValidationError({"anchor": _("A follow-up comes after the end.")})
        if not self.is_follow_up and self.anchor == self.Anchor.AFTER_END:
            raise ValidationError({"anchor": _("A reminder comes before the end.")})
        most = MOST_DAYS if self.unit == self.Unit.DAYS else MOST_HOURS
        if self.number and self.number > most:
            said = _("At most %(most)s of these.") % {"most": most}
            raise ValidationError({"number": said})
        if self.at_time and self.unit == self.Unit.HOURS:
            raise ValidationError({"at_time": _("An hour of the day goes with days only.")})
        if self.at_time and moments.is_at_night(self.at_time):
            raise ValidationError({"at_time": _("Let people sleep: between 8:00 and 22:00.")})
