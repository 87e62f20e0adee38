"""What people type to come to an event, and what staff type for them."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.members.models import plain_name
from events.consents import GUEST
from events.rows import Guest
from vocabulary.models import Scheme, Term

NEEDS_LENGTH = 500


class DetailsForm(forms.Form):
    """Name, organisation, group and what to arrange: what can be corrected later."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, as it should stand on the list.")},
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        validators=[plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    group = forms.ModelChoiceField(
        label=_("Where do you come from?"),
        queryset=Term.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the group that fits best; it helps us seat the tables."),
            "invalid_choice": _("Choose one of the groups."),
        },
    )
    needs = forms.CharField(
        label=_("Anything we should arrange?"),
        help_text=_("Seen by the organisers only, and erased after the event. No health details."),
        max_length=NEEDS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top()
        cast("forms.ModelChoiceField[Term]", self.fields["group"]).queryset = groups

    def answers(self) -> dict[str, Any]:
        """Return what was typed, for an action."""
        return {
            name: self.cleaned_data[name] for name in ("name", "organisation", "group", "needs")
        }


class EmailForm(forms.Form):
    """An address to write to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("For the link to confirm and the calendar entry."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your e-mail address, so that we can confirm your seat."),
            "invalid": _("Write it with an @, such as name@example.org."),
        },
    )


class GuestForm(DetailsForm, EmailForm):
    """A stranger's registration."""

    consent = forms.BooleanField(
        label=GUEST,
        error_messages={"required": _("Without this we may not keep a seat for you.")},
    )
    # Stands where nobody looks; programs that fill in every field give themselves away.
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ("name", "email", "organisation", "group", "needs", "consent")

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("homepage"))

    def guest(self) -> Guest:
        """Return who wants to come."""
        return Guest(email=self.cleaned_data["email"], **self.answers())


class ByHandForm(DetailsForm, EmailForm):
    """A registration that staff enter for somebody who asked them."""

    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "organisation", "group", "needs", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["group"].label = _("Group")
        self.fields["needs"].label = _("To arrange")
        self.fields["email"].help_text = _("The confirmation and the calendar entry go there.")

    def guest(self) -> Guest:
        """Return who wants to come."""
        return Guest(email=self.cleaned_data["email"], **self.answers())
