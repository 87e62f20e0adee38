"""Whether an event takes place: as planned, later on a day not known yet, or not at all."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from events.models.schedule import Scheduled
from events.times import moment_text

ONE_OF_BOTH: Final = _("An event is cancelled or postponed, not both.")


class Standing(Scheduled):
    """Something with a time that may be put off or called off.

    Postponed means: the new date is not known. As soon as it is, it is typed as the time and the
    mark goes; the old date is then remembered in the calendar entry.
    """

    is_cancelled = models.BooleanField(
        _("is cancelled"),
        default=False,
        help_text=_("Publish to tell everyone who is registered; their calendars take it out."),
    )
    is_postponed = models.BooleanField(
        _("is postponed, and the new date is not fixed"),
        default=False,
        db_default=False,
        help_text=_(
            "Publish to tell everyone who is registered: their calendars take it out, their seats"
            " are kept, and nobody can register meanwhile. Once the new date is fixed, type it as"
            " the time, take this mark away and publish; then a new invitation goes out."
        ),
    )
    cancelled_because = models.CharField(
        _("why it is cancelled or postponed"), max_length=300, blank=True
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an event that is put off and called off at once.

        Raises:
            ValidationError: it is both, or a time is wrong.
        """
        super().clean()
        if self.is_cancelled and self.is_postponed:
            raise ValidationError({"is_postponed": ONE_OF_BOTH})

    @property
    def takes_place(self) -> bool:
        """Whether it happens at the time that stands on it."""
        return not (self.is_cancelled or self.is_postponed)

    @property
    def is_over(self) -> bool:
        """Whether it has ended; what is postponed is still to come."""
        return not self.is_postponed and super().is_over

    @property
    def planned_text(self) -> str:
        """When it happens or, where it is put off, was to happen."""
        return super().when_text

    @property
    def when_text(self) -> str:
        """Day, time and place in words; of what is postponed, that the date is not known."""
        return gettext("The new date is not fixed yet") if self.is_postponed else super().when_text

    @property
    def hours_text(self) -> str:
        """The hours in words; of what is postponed, that the date is not known."""
        return self.when_text if self.is_postponed else super().hours_text

    @property
    def standing_text(self) -> str:
        """What is to be said before anything else: cancelled, postponed; else nothing."""
        if self.is_cancelled:
            return pgettext("event", "Cancelled")
        return pgettext("event", "Postponed") if self.is_postponed else ""

    @property
    def moved_text(self) -> str:
        """When it was to happen before it was moved; empty where it never was."""
        before: dict[str, Any] = self.earlier
        if not self.takes_place or "start" not in before:
            return ""
        return moment_text(before["start"], before["zone"])

    @property
    def earlier(self) -> dict[str, Any]:
        """What people were told before: start and zone of another day, format of a room."""
        raise NotImplementedError
