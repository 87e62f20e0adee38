"""What people type about organisations, and to each other."""

import re
import unicodedata
from typing import Any, Final, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from community.directory import actions
from community.directory.actions.letters import may_use_links
from community.directory.logos import made_anew
from community.directory.models import Letter
from community.directory.powers import is_steward
from community.directory.refusals import NameTaken, NotWanted, NotYours, TooMany
from community.members.domains import domain_of, is_shared
from community.members.fields import LineField
from community.members.models import Organisation, User
from vocabulary.models import Scheme, Term, TermQuerySet

# Whatever a mail program may turn into a link: a scheme, a host that is called like one.
LINK: Final = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|mailto:|\w\.[a-z]{2,24}(?![\w.])", re.I)
UNSEEN: Final = frozenset({"Cf", "Cc", "Co", "Cn", "Cs"})


def readable(text: str) -> str:
    """Return a text without signs that do not show or turn the direction of others."""
    kept = (
        sign if sign in "\n\t" or unicodedata.category(sign) not in UNSEEN else "" for sign in text
    )
    return "".join(kept).strip()


class OrganisationForm(forms.Form):
    """What an organisation's page says; name and domains only where a steward writes."""

    name = LineField(label=_("Name"), max_length=200)
    kind = forms.ModelChoiceField(
        label=_("Type"),
        queryset=Term.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Choose one"),
    )
    size = forms.ModelChoiceField(
        label=_("Size"),
        queryset=Term.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Choose one"),
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Term.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Choose one"),
    )
    sectors = forms.ModelMultipleChoiceField(
        label=_("Sectors"),
        queryset=Term.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    description = forms.CharField(
        label=_("What you do"),
        help_text=_("Plain words, no web addresses: up to 2,000 letters."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("JPEG, PNG or WebP. We make it small and take out what else the file tells."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    drops_logo = forms.BooleanField(label=_("Take the logo off"), required=False)
    domains = forms.CharField(
        label=_("Domains"),
        help_text=_(
            "One a line: example.org. Who has proven an address there belongs here at once."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def __init__(
        self, *args: Any, by: User, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        self.by, self.organisation = by, organisation
        kwargs["initial"] = _known(organisation)
        super().__init__(*args, **kwargs)
        self._offer("kind", Term.objects.of(Scheme.STAKEHOLDER_GROUP).top())
        self._offer("size", Term.objects.of(Scheme.COMPANY_SIZE))
        self._offer("country", Term.objects.of(Scheme.COUNTRY).alphabetical())
        self._offer("sectors", Term.objects.of(Scheme.NACE_SECTION).top())
        if not is_steward(by):
            del self.fields["domains"]
            if organisation:
                del self.fields["name"]
        if not organisation or not organisation.logo:
            del self.fields["drops_logo"]

    def _offer(self, name: str, terms: TermQuerySet) -> None:
        cast("forms.ModelChoiceField[Term]", self.fields[name]).queryset = terms.current()

    def clean_description(self) -> str:
        """Return the description without signs that do not show."""
        return readable(self.cleaned_data["description"])

    def clean_logo(self) -> bytes | None:
        """Return the logo made anew, or None where none was chosen."""
        given = self.cleaned_data["logo"]
        return made_anew(given) if given else None

    def clean_domains(self) -> list[str]:
        """Return the domains as the Domain Name System writes them.

        Raises:
            ValidationError: one is none, or many share it.
        """
        lines = [line.strip() for line in self.cleaned_data["domains"].split("\n") if line.strip()]
        domains = [domain_of(line) for line in lines]
        for line, domain in zip(lines, domains, strict=True):
            if not domain or is_shared(domain):
                message = _("%(domain)s is no domain of one organisation alone.")
                raise forms.ValidationError(message % {"domain": line})
        return list(dict.fromkeys(domains))

    def save(self) -> Organisation | None:
        """Store it and return the organisation; None, with an error, where that may not be."""
        given = self.cleaned_data
        facts = actions.Facts(**{name: given[name] for name in given})
        try:
            if self.organisation:
                return actions.update_organisation(
                    organisation=self.organisation, by=self.by, facts=facts
                )
            return actions.create_organisation(by=self.by, name=given["name"], facts=facts)
        except NameTaken:
            self.add_error("name", _("One of this name is here already: look for it in the list."))
        except TooMany:
            self.add_error(None, _("That is enough for today. Come back tomorrow."))
        return None


def _known(organisation: Organisation | None) -> dict[str, Any]:
    if organisation is None:
        return {}
    terms = {name: getattr(organisation, name) for name in ("kind", "size", "country")}
    kind = terms["kind"]
    return {
        "name": organisation.name,
        **{name: term and term.code for name, term in terms.items()},
        "kind": kind and kind.group.code,
        "sectors": [term.code for term in organisation.sectors.all()],
        "description": organisation.description,
        "website": organisation.website,
        "domains": "\n".join(organisation.domains),
    }


class LetterForm(forms.Form):
    """A letter to another member."""

    subject = LineField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Your letter"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    shares_address = forms.BooleanField(
        label=_("Tell my e-mail address, so that the answer comes straight to me"), required=False
    )

    def __init__(self, *args: Any, sender: User, recipient: User, **kwargs: Any) -> None:
        self.sender, self.recipient = sender, recipient
        super().__init__(*args, **kwargs)

    def clean_subject(self) -> str:
        """Return the subject without links."""
        return self._without_links(self.cleaned_data["subject"])

    def clean_text(self) -> str:
        """Return the text without signs that do not show."""
        return self._without_links(readable(self.cleaned_data["text"]))

    def save(self) -> Letter | None:
        """Send it and return the letter; None, with an error, where that may not be."""
        try:
            return actions.write(sender=self.sender, recipient=self.recipient, **self.cleaned_data)
        except TooMany:
            self.add_error(
                None, _("So many letters do not leave at once. Try again in an hour or tomorrow.")
            )
        except (NotWanted, NotYours):
            self.add_error(None, _("This person takes no letters through the form."))
        return None

    def _without_links(self, text: str) -> str:
        """Return the text; raise ValidationError for an empty one, or one with links too early."""
        if not text:
            raise forms.ValidationError(_("Write a few words that can be read."))
        if LINK.search(text) and not may_use_links(self.sender):
            message = _(
                "Leave web and e-mail addresses out: members may send them once the community"
                " has known them for a while."
            )
            raise forms.ValidationError(message)
        return text


class ComplaintForm(forms.Form):
    """What is wrong with a letter."""

    complaint = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, letter: Letter, by: User, **kwargs: Any) -> None:
        self.letter, self.by = letter, by
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        """Hand it to the stewards."""
        actions.report(
            letter=self.letter, by=self.by, complaint=readable(self.cleaned_data["complaint"])
        )
