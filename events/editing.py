"""The editing form of an event: times are typed and shown by the clock of the event's own place."""

from datetime import UTC, datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput

from events.fitting import left_outside
from events.times import NoSuchTime, from_the_wall, on_the_wall, place_of

MOMENTS: Final = ("start", "end", "registration_opens", "registration_closes")


class WallClockField(forms.DateTimeField):
    """A date and time whose zone stands in another field of the form."""

    widget = AdminDateTimeInput

    def prepare_value(self, value: Any) -> Any:
        """Return the value as it is: it is already what the clock shows."""
        return value

    def to_python(self, value: Any) -> datetime | None:
        """Return the date and time without a zone, whatever zone the editor is in.

        Raises:
            ValidationError: it is no date and time.
        """
        with timezone.override(UTC):
            moment = super().to_python(value)
        return timezone.make_naive(moment, UTC) if moment else None


class EventPageForm(WagtailAdminPageForm):
    """Takes "14:00" as two in the afternoon where the event is, not where the editor sits."""

    start = WallClockField(label=gettext_lazy("Starts"))
    end = WallClockField(label=gettext_lazy("Ends"))
    registration_opens = WallClockField(
        label=gettext_lazy("Registration opens"),
        required=False,
        help_text=gettext_lazy("Empty: when the page is published."),
    )
    registration_closes = WallClockField(
        label=gettext_lazy("Registration closes"),
        required=False,
        help_text=gettext_lazy("Empty: when the event starts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MOMENTS:
            if moment := getattr(self.instance, name, None):
                self.initial[name] = on_the_wall(moment, self.instance.time_zone)

    def clean(self) -> dict[str, Any]:
        """Return the answers with moments in UTC, or without them where the zone is not known."""
        cleaned: dict[str, Any] = super().clean()
        zone = cleaned.get("time_zone")
        for name in MOMENTS:
            shown = cleaned.pop(name, None) if not zone else cleaned.get(name)
            if zone and shown:
                self._place(cleaned, name, shown, zone)
        self._keep_sessions_inside(cleaned)
        return cleaned

    def _keep_sessions_inside(self, cleaned: dict[str, Any]) -> None:
        """Refuse hours in which a session would not fit, even if it moves along with the event."""
        event, (start, end, zone) = self.instance, map(cleaned.get, ("start", "end", "time_zone"))
        if not event.pk or self.errors or not (start and end and zone):
            return
        told = event.entry.facts
        before = datetime.fromisoformat(told["start"]) if told else start, told.get("zone", zone)
        if lost := left_outside(event.own_sessions, before, (start, zone), end):
            named = "; ".join(f"{one.title}, {one.when_text}" for one in lost)
            problem = _("These sessions would lie outside: %(sessions)s. Change them first.")
            self.add_error("end", problem % {"sessions": named})

    def _place(self, cleaned: dict[str, Any], name: str, shown: datetime, zone: str) -> None:
        try:
            cleaned[name] = from_the_wall(shown, zone)
        except NoSuchTime:
            problem = _("The clocks in %(place)s go forward over this time: choose another.")
            self.add_error(name, problem % {"place": place_of(zone)})
