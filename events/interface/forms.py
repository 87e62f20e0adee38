"""What people fill in to let a program in, or to have it told."""

from typing import Any, cast

from django import forms
from django.forms.models import ModelMultipleChoiceField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.interface.models import Scope, Webhook
from events.models import EventPage
from events.powers import Power, events_for


class TokenForm(forms.Form):
    """A new key: for which program, for what, for how long."""

    name = forms.CharField(
        label=_("Which program"),
        max_length=80,
        help_text=_("So that you know later what it is for: registration form of a partner."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    events = forms.ModelMultipleChoiceField(
        label=_("For which events"),
        queryset=EventPage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: for all that you may manage, those to come too."),
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: it ends when you revoke it."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = events_for(user, Power.CHANGE).filter(end__gt=timezone.now()).order_by("start")
        cast("ModelMultipleChoiceField[EventPage]", self.fields["events"]).queryset = mine

    def clean_expires_on(self) -> Any:
        """Refuse a day that has passed.

        Raises:
            ValidationError: it would end before it begins.
        """
        day = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return day


class WebhookForm(forms.ModelForm[Webhook]):
    """A new webhook: where to call, about which event."""

    class Meta:
        model = Webhook
        fields = ("name", "url", "event")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = events_for(user, Power.CHANGE).order_by("-start")
        field = cast("forms.ModelChoiceField[EventPage]", self.fields["event"])
        field.queryset = mine
        # Who manages some events only is told of one of them.
        field.required = not user.has_perm("events.change_registration")
