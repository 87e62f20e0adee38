"""A survey after an event: short, and the same for all events but for a few own questions."""

from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS: Final = 60  # for which a survey is open after its event
MOST_QUESTIONS: Final = 10


class Survey(models.Model):
    """The survey of one event. It opens by itself when the event is over."""

    event = models.OneToOneField(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="survey",
        primary_key=True,
    )
    is_on = models.BooleanField(
        _("ask those who came"),
        default=True,
        help_text=_("From the end of the event, for sixty days."),
    )
    is_public = models.BooleanField(
        _("show the figures on the page of the event"),
        default=False,
        help_text=_("Means and counts only, and only once five people have answered."),
    )

    objects: ClassVar[models.Manager["Survey"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def closes_at(self) -> datetime:
        """The moment from which nobody can answer any more."""
        return self.event.end + timedelta(days=DAYS)

    @property
    def is_open(self) -> bool:
        """Whether people can answer now."""
        now = timezone.now()
        return self.is_on and self.event.end <= now < self.closes_at


class SurveyQuestion(models.Model):
    """A question of the organisers' own, after those that every survey asks."""

    class Kind(models.TextChoices):
        """How it is answered."""

        TEXT = "text", _("a text")
        RATING = "rating", _("one to five")
        YES_NO = "yes-no", _("yes or no")

    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField(_("question"), max_length=200)
    kind = models.CharField(_("answered by"), max_length=10, choices=Kind, default=Kind.RATING)
    order = models.PositiveSmallIntegerField(_("place"), default=0)
    # Answers stay readable when a question is asked no more.
    is_retired = models.BooleanField(_("asked no more"), default=False)

    objects: ClassVar[models.Manager["SurveyQuestion"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
        ordering = ("order", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """The name of its field, and of its answer."""
        return f"own-{self.pk}"
