"""What staff type about a session: times by the clock of the event's own place."""

import json
from typing import Any, Final

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.editing import WallClockField
from events.models import EventPage, Session
from events.sessions.actions import facts_of
from events.times import NoSuchTime, from_the_wall, on_the_wall, place_of

MOMENTS: Final = ("start", "end")
SALT: Final = "events.session"


class SessionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One session; `known` carries what the editor saw, signed."""

    start = WallClockField(label=gettext_lazy("Starts"))
    end = WallClockField(label=gettext_lazy("Ends"))
    known = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Session
        fields = (
            *("title", "start", "end", "room", "speakers", "text"),
            *("needs_sign_up", "capacity"),
        )

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event
        for name in MOMENTS:
            if moment := getattr(self.instance, name):
                self.initial[name] = on_the_wall(moment, event.time_zone)
        if not self.instance.start:
            self.initial["start"] = on_the_wall(event.start, event.time_zone)
        if self.instance.pk:
            self.initial["known"] = Signer(salt=SALT).sign(json.dumps(facts_of(self.instance)))

    def clean(self) -> dict[str, Any]:
        """Return the answers with moments in UTC."""
        cleaned: dict[str, Any] = super().clean() or {}
        zone = self.instance.event.time_zone
        for name in MOMENTS:
            if shown := cleaned.get(name):
                try:
                    cleaned[name] = from_the_wall(shown, zone)
                except NoSuchTime:
                    problem = _(
                        "The clocks in %(place)s go forward over this time: choose another."
                    )
                    self.add_error(name, problem % {"place": place_of(zone)})
        return cleaned

    def known_facts(self) -> dict[str, Any] | None:
        """Return what the editor saw; nothing of what is not ours."""
        try:
            facts: dict[str, Any] = json.loads(Signer(salt=SALT).unsign(self.cleaned_data["known"]))
        except (BadSignature, ValueError):
            return {}
        return facts
