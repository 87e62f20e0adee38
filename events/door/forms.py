"""What staff say about attendance."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Session

if TYPE_CHECKING:
    from events.models import EventPage


class ByHandForm(forms.Form):
    """Who was there or not, and why staff know."""

    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=_("Where"),
        required=False,
        empty_label=_("The whole event"),
    )
    is_present = forms.TypedChoiceField(
        label=_("Was this person there?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("How do you know?"),
        help_text=_("Such as: signed the list on paper. It is kept with the attendance."),
        max_length=300,
        error_messages={"required": _("Write how you know: attendance is evidence.")},
    )

    def __init__(self, *args: Any, event: "EventPage", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions: Any = self.fields["session"]
        sessions.queryset = event.sessions.all()
        if not event.sessions.exists():
            del self.fields["session"]


class ReportForm(forms.Form):
    """The file of a webinar."""

    file = forms.FileField(
        label=_("Report"),
        help_text=_(
            "From Zoom (participants), Teams (attendance) or any table with the columns email and "
            "minutes, or email, join and leave. CSV, at most 5 MB."
        ),
        error_messages={"required": _("Choose a file.")},
    )
    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=_("Where"),
        required=False,
        empty_label=_("The whole event"),
    )
    minimum_minutes = forms.IntegerField(
        label=_("Minutes that count as being there"),
        help_text=_("Who stayed for less was not there."),
        min_value=1,
        max_value=24 * 60,
    )

    def __init__(self, *args: Any, event: "EventPage", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions: Any = self.fields["session"]
        sessions.queryset = event.sessions.all()
        if not event.sessions.exists():
            del self.fields["session"]
