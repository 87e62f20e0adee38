"""What people type to come to several dates at once, and what staff type to copy an event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.copying import RHYTHMS, dates
from events.editing import WallClockField
from events.forms import GuestForm
from events.models import EventPage
from events.times import NoSuchTime, on_the_wall, place_of

MOST: Final = 30


def _dates_field(events: Sequence[EventPage]) -> forms.MultipleChoiceField:
    is_named = len({event.title for event in events}) > 1
    return forms.MultipleChoiceField(
        label=gettext_lazy("Which dates do you come to?"),
        choices=[(str(event.pk), _label(event, is_named=is_named)) for event in events],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "long"}),
        error_messages={
            "required": gettext_lazy("Choose at least one date."),
            "invalid_choice": gettext_lazy(
                "One of the dates cannot be had any more. Look at the list again."
            ),
        },
    )


def _label(event: EventPage, *, is_named: bool) -> str:
    """Return the date with its place, and its title where they are not all the same."""
    place = event.city or str(event.format or "")
    title = event.title if is_named else ""
    return ", ".join(filter(None, (event.when_text, title, place)))


class SeveralDates:
    """A form that asks for some of the dates of a series."""

    cleaned_data: dict[str, Any]

    def chosen(self) -> list[int]:
        """Return the ids of the chosen events."""
        return [int(key) for key in self.cleaned_data["dates"]]


class MemberDatesForm(SeveralDates, forms.Form):
    """A member's choice; the profile says the rest."""

    def __init__(self, *args: Any, events: Sequence[EventPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dates"] = _dates_field(events)


class GuestDatesForm(SeveralDates, GuestForm):
    """A stranger's choice."""

    def __init__(self, *args: Any, events: Sequence[EventPage], **kwargs: Any) -> None:
        # Of the open dates none has parts, so that any of them stands for all.
        super().__init__(*args, event=events[0], **kwargs)
        self.fields = {"dates": _dates_field(events), **self.fields}


class CopyForm(forms.Form):
    """When the copies of an event begin."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    start = WallClockField(label=gettext_lazy("Starts"))
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Repeat"),
        choices=[(name, label) for name, (label, _step) in RHYTHMS.items()],
        initial="week",
    )
    times = forms.IntegerField(
        label=gettext_lazy("How many dates"),
        min_value=1,
        max_value=MOST,
        initial=1,
        help_text=gettext_lazy("1 makes one copy. Each is a draft of its own."),
    )

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.initial.setdefault("title", event.title)
        self.fields["start"].help_text = _(
            "By the clock of %(zone)s. The event itself: %(when)s."
        ) % {
            "zone": event.time_zone,
            "when": event.planned_text,
        }
        self.initial.setdefault("start", on_the_wall(event.start, event.time_zone))

    def clean(self) -> dict[str, Any]:
        """Return the answers with the moments (UTC) of all copies as `moments`."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        start: datetime = cleaned["start"]
        zone = self.event.time_zone
        try:
            cleaned["moments"] = dates(
                start, rhythm=cleaned["rhythm"], times=cleaned["times"], zone=zone
            )
        except NoSuchTime:
            problem = _(
                "The clocks in %(place)s go forward over the hour of one of the dates: choose"
                " another hour."
            )
            self.add_error("start", problem % {"place": place_of(zone)})
        except (OverflowError, ValueError):
            self.add_error("start", _("These dates lie too far away."))
        return cleaned
