"""What people may write into the forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsletters.actions.subscribing import Wish
from newsletters.addresses import normalised
from newsletters.models import Newsletter, Subscription
from outbox.mime import mailbox
from vocabulary.models import Term
from vocabulary.schemes import Scheme


def groups() -> Any:
    """Return the groups from which a reader chooses where they come from."""
    return Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top()


class AddressField(forms.EmailField):
    """An address that mail servers take: letters outside ASCII only behind the sign."""

    widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254})
    default_error_messages = {
        "invalid": _("Write an address such as name@example.org."),
        "required": _("Write the address to which the letter shall come."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254, "label": _("E-mail address"), **options})

    def clean(self, value: Any) -> str:
        """Return the address in one spelling.

        Raises:
            ValidationError: it is none, or cannot stand in a mail.
        """
        address = normalised(super().clean(value))
        try:
            mailbox("", address)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        return address


class ReadingForm(forms.Form):
    """In which language somebody reads, and with whom they are counted."""

    stakeholder_group = forms.ModelChoiceField(
        queryset=Term.objects.none(),
        required=False,
        label=_("Where you come from"),
        empty_label=_("I would rather not say"),
        help_text=_("The project reports how many of each group it reaches, never who."),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language of the letter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stakeholder_group"].queryset = groups()  # type: ignore[attr-defined]

    def wish(self, *, source: str) -> Wish:
        """Return what was asked for; the form must be valid."""
        return Wish(
            language=self.cleaned_data["language"],
            stakeholder_group=self.cleaned_data["stakeholder_group"],
            source=source,
        )


class SubscribeForm(ReadingForm):
    """A stranger asks for letters."""

    email = AddressField()
    consent = forms.BooleanField(
        label="", error_messages={"required": _("Tick the box: without your yes nothing is sent.")}
    )
    # People do not see it and leave it empty; robots fill in everything.
    homepage = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))
    field_order = ["email", "stakeholder_group", "language", "consent"]

    def __init__(self, *args: Any, newsletter: Newsletter, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": get_language() or newsletter.language})
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = newsletter.consent_wording

    @property
    def is_from_robot(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("homepage"))


class ChooseForm(ReadingForm):
    """A reader changes how they are written to."""

    @classmethod
    def of(cls, subscription: Subscription, data: Any = None) -> ChooseForm:
        """Return the form filled with what holds now, or with what was sent."""
        return cls(
            data,
            initial={
                "language": subscription.language,
                "stakeholder_group": subscription.stakeholder_group_id,
            },
        )


class TestForm(forms.Form):
    """Where a test letter goes."""

    to = AddressField(label=_("Send a test letter to"))
