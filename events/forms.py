"""What people type to come to an event, and what staff type for them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.members.models import plain_name
from events import parts
from events.consents import GUEST
from events.rows import Guest
from vocabulary.forms import TermChoiceField
from vocabulary.known import terms_in
from vocabulary.models import Scheme, Term

if TYPE_CHECKING:
    from events.models import EventPage, Registration

NEEDS_LENGTH = 500


class PartsForm(forms.Form):
    """What the parts of an event ask: questions, sessions, pools; nothing for a plain event."""

    def __init__(
        self,
        *args: Any,
        event: "EventPage",
        mine: "Registration | None" = None,
        user: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event, self._parts = event, parts.of(event)
        self._mine, self._user = mine, user
        for part in self._parts:
            for name, field in part.fields(event, mine=mine, user=user).items():
                self.fields[_part_field(part, name)] = field

    @property
    def part_fields(self) -> list[forms.BoundField]:
        """The fields of the parts, in their order."""
        starts = tuple(_part_field(part, "") for part in self._parts)
        return [field for field in self if field.name.startswith(starts)] if starts else []

    def clean(self) -> dict[str, Any] | None:
        """Let each part look at its answers."""
        super().clean()
        if self._parts:
            self._look_at(self._filled())
        return self.cleaned_data

    def given(self) -> dict[str, dict[str, Any]]:
        """Return what was answered, by part and field, for an action."""
        return {part.key: self._answers_of(part) for part in self._parts}

    def _look_at(self, filled: parts.Filled) -> None:
        for part in self._parts:
            for name, problem in part.problems_in(self.event, filled).items():
                self.add_error(_part_field(part, name), problem)

    def _filled(self) -> parts.Filled:
        """Return the whole form, with what the profile says where the form does not ask."""
        group = self.cleaned_data.get("group")
        if "group" not in self.fields and self._user is not None:
            group = getattr(getattr(self._user, "profile", None), "stakeholder_group", None)
        code = group.group.code if group else ""
        email = self.cleaned_data.get("email", "")
        return parts.Filled(given=self.given(), group=code, email=email, mine=self._mine)

    def _answers_of(self, part: parts.Part) -> dict[str, Any]:
        start = _part_field(part, "")
        found = self.cleaned_data.items()
        return {name.removeprefix(start): value for name, value in found if name.startswith(start)}


def _part_field(part: parts.Part, name: str) -> str:
    return f"{part.key}-{name}"


class JoinForm(PartsForm):
    """A member's registration: the profile says the rest."""


def _groups() -> list[Term]:
    terms = terms_in(Scheme.STAKEHOLDER_GROUP)
    return [term for term in terms if not term.is_retired and term.parent_id is None]


def _countries() -> list[Term]:
    terms = [term for term in terms_in(Scheme.COUNTRY) if not term.is_retired]
    return sorted(terms, key=lambda term: term.sort_key)


class DetailsForm(PartsForm):
    """Name, organisation, group, country and what to arrange: what can be corrected later."""

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
    group = TermChoiceField(
        label=_("Where do you come from?"),
        terms=_groups,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the group that fits best; it helps us seat the tables."),
            "invalid_choice": _("Choose one of the groups."),
        },
    )
    country = TermChoiceField(
        label=_("Country"),
        terms=_countries,
        empty_label=_("Choose one"),
        required=False,
        widget=forms.Select(attrs={"autocomplete": "country"}),
        error_messages={"invalid_choice": _("Choose one of the countries.")},
    )
    needs = forms.CharField(
        label=_("Anything we should arrange?"),
        help_text=_("Seen by the organisers only, and erased after the event. No health details."),
        max_length=NEEDS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def answers(self) -> dict[str, Any]:
        """Return what was typed, for an action."""
        told = ("name", "organisation", "group", "country", "needs")
        return {name: self.cleaned_data[name] for name in told}


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
    field_order = ("name", "email", "organisation", "country", "group", "needs", "consent")

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("homepage"))

    def guest(self) -> Guest:
        """Return who wants to come."""
        return Guest(email=self.cleaned_data["email"], parts=self.given(), **self.answers())


class ByHandForm(DetailsForm, EmailForm):
    """A registration that staff enter for somebody who asked them."""

    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "organisation", "country", "group", "needs", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["group"].label = _("Group")
        self.fields["needs"].label = _("To arrange")
        self.fields["email"].help_text = _("The confirmation and the calendar entry go there.")

    def guest(self) -> Guest:
        """Return who wants to come."""
        return Guest(email=self.cleaned_data["email"], parts=self.given(), **self.answers())
