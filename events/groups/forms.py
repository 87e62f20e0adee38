"""What a leader types of those who come along."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import plain_name
from events.forms import PartsForm
from events.groups.models import GroupRules
from events.models import Registration
from events.rows import Guest

AT_ONCE: Final = 5  # rows on the page; more in a second round


class PersonForm(PartsForm):
    """One person."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        validators=[plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Write the address: the link to confirm goes there."),
            "invalid": gettext_lazy("Write it with an @, such as name@example.org."),
        },
    )

    def guest(self, leader: Registration) -> Guest:
        """Return who comes along, from where the leader comes."""
        return Guest(
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            group=leader.group,
            organisation=leader.organisation,
            country=leader.country,
            parts=self.given(),
        )


class PeopleForms(forms.BaseFormSet):  # type: ignore[type-arg]
    """Some people at once."""

    def clean(self) -> None:
        """Want at least one, and none twice.

        Raises:
            ValidationError: nobody, or somebody twice.
        """
        if any(self.errors):
            return
        emails = [form.cleaned_data["email"].lower() for form in self.filled()]
        if not emails:
            raise forms.ValidationError(_("Write at least one person."))
        if len(set(emails)) < len(emails):
            raise forms.ValidationError(_("One address stands here twice. Each person needs one."))

    def filled(self) -> list[Any]:
        """Return the rows in which something stands."""
        return [form for form in self.forms if form.has_changed()]


def people_forms(*args: Any, leader: Registration, left: int) -> PeopleForms:
    """Return the rows for those who may still be brought."""
    rows = min(left, AT_ONCE)
    made: Any = forms.formset_factory(
        PersonForm, formset=PeopleForms, extra=rows, max_num=rows, absolute_max=rows + 1
    )
    found: PeopleForms = made(*args, prefix="people", form_kwargs={"event": leader.event})
    return found


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How many others one person may bring."""

    class Meta:
        model = GroupRules
        fields = ("most",)
