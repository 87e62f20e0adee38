"""What coordinators ask for: a period and a group, a recount, a reporting period."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dissemination_metrics.days import local_today
from dissemination_metrics.groups import Slots
from dissemination_metrics.periods import Period, months_earlier

EARLIEST: Final = date(2000, 1, 1)
LONGEST: Final = 3660  # days: ten years
RECOUNTED: Final = 366  # days at once
MONTHS_SHOWN: Final = 6  # unless somebody asks for others


class DayField(forms.DateField):
    """A date that the browser offers a calendar for."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SpanForm(forms.Form):
    """A first and a last day, both included."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    longest = LONGEST

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Fill what was left empty and return both days.

        Raises:
            ValidationError: the days are in the wrong order, too far apart or not of this world.
        """
        asked = super().clean() or {}
        today = local_today()
        last: date = asked.get("last") or today
        first: date = asked.get("first") or self.default_first(last)
        if first > last:
            raise ValidationError(_("The first day lies after the last one."))
        if first < EARLIEST or last > today:
            raise ValidationError(_("Choose days between the year 2000 and today."))
        if (last - first).days >= self.longest:
            raise ValidationError(_("Choose at most %(days)d days."), params={"days": self.longest})
        return asked | {"first": first, "last": last}

    @staticmethod
    def default_first(last: date) -> date:
        """Return the day to begin with when none is given."""
        return months_earlier(last, MONTHS_SHOWN - 1)


class FilterForm(SpanForm):
    """Which period and which group the dashboard shows."""

    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, *args: Any, slots: Slots, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(slot.code, slot.label) for slot in slots.all]
        self.fields["group"].choices = [("", _("All groups")), *choices]  # type: ignore[attr-defined]


class RecountForm(SpanForm):
    """Which days to count again."""

    longest = RECOUNTED

    @staticmethod
    def default_first(last: date) -> date:
        """Return the last day itself: a single day is counted unless more are asked for."""
        return last


class ReportForm(SpanForm):
    """Which reporting period the Commission's tables are for; all that was done unless one is."""

    def clean(self) -> dict[str, Any]:
        """Return the period as `period`; an empty first day reaches back to the beginning.

        Raises:
            ValidationError: see `SpanForm`.
        """
        begins = (self.cleaned_data or {}).get("first")
        asked = super().clean()
        return asked | {"period": Period(asked["first"] if begins else None, asked["last"])}
