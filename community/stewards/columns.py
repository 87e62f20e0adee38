"""Which column means what, and whether a line makes a person."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from community.members.models import Organisation
from community.members.texts import plain_line
from community.stewards.refusals import Refused
from vocabulary.models import Scheme, Term

# How people head their columns, in the languages of this site; case, accents and signs are ignored.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "email": (
        *("email", "mail", "emailaddress", "address", "adresseemail", "courriel", "mel"),
        *("emailadresse", "correo", "correoelectronico", "indirizzoemail", "postaelettronica"),
    ),
    "name": ("name", "fullname", "nomcomplet", "vollername", "nombrecompleto", "nomecompleto"),
    "first_name": ("firstname", "givenname", "prenom", "vorname", "nombre", "nome"),
    "last_name": (
        *("lastname", "surname", "familyname", "nom", "nomdefamille", "nachname"),
        *("apellido", "apellidos", "cognome"),
    ),
    "group": (*("group", "stakeholdergroup", "groupe", "gruppe", "grupo", "gruppo", "sector"),),
    "country": ("country", "countrycode", "pays", "land", "pais", "paese"),
    "organisation": (
        *("organisation", "organization", "company", "institution", "entreprise", "firma"),
        *("einrichtung", "organizacion", "empresa", "organizzazione", "azienda"),
    ),
    "role": ("role", "position", "jobtitle", "fonction", "funktion", "cargo", "ruolo"),
    "language": ("language", "langue", "sprache", "idioma", "lingua"),
}
SAMPLE: Final = (
    ("email", "name", "group", "country", "organisation", "role", "language"),
    (
        "maria@example.org",
        "Maria Example",
        "industry",
        "PT",
        "Example Tile Works",
        "Engineer",
        "en",
    ),
    ("jean@example.org", "Jean Exemple", "academia", "FR", "Example University", "", "fr"),
)
FORMULA: Final = re.compile(r"[=+@\t\r-]")
LONGEST: Final = {"name": 150, "organisation": 200, "role": 120}


def bare(text: str) -> str:
    """Return letters and figures only, small, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def meaning_of(headings: list[str]) -> list[str]:
    """Return for each heading what it means, empty where it means nothing to us.

    Raises:
        Refused: no column holds addresses, none holds names, or two mean the same.
    """
    known = {heading: name for name, headings in HEADINGS.items() for heading in headings}
    meanings = [known.get(bare(heading), "") for heading in headings]
    found = [meaning for meaning in meanings if meaning]
    if twice := next((one for one in found if found.count(one) > 1), None):
        raise Refused(_("Two columns are called “%(name)s”.") % {"name": twice})
    if "email" not in found:
        raise Refused(_("No column holds addresses. Call it “email”."))
    if not {"name", "first_name", "last_name"} & set(found):
        raise Refused(_("No column holds names. Call it “name”."))
    return meanings


def address_key(text: str) -> str:
    """Return an address as accounts have it: one form of each letter, small. Dots stay."""
    return unicodedata.normalize("NFKC", text).strip().lower()


@dataclass
class Checked:
    """What a line says, and what is wrong with it."""

    email: str
    data: dict[str, Any]
    errors: list[str] = field(default_factory=list)


class Checker:
    """Checks lines against the vocabularies and organisations, which it reads once."""

    def __init__(self) -> None:
        self.groups = _codes(Term.objects.of(Scheme.STAKEHOLDER_GROUP).current())
        self.countries = _codes(Term.objects.of(Scheme.COUNTRY).current())
        self.languages = {code for code, _name in settings.LANGUAGES}
        self.by_name: dict[str, int] = {}
        self.by_domain: dict[str, int] = {}
        listed: Any = Organisation.objects
        for row in listed.listed().only("pk", "name", "domains"):
            self.by_name.setdefault(bare(row.name), row.pk)
            self.by_domain |= dict.fromkeys(row.domains, row.pk)

    def check(self, told: dict[str, str]) -> Checked:
        """Return what one line says, by the meaning of its columns."""
        email = address_key(told.get("email", ""))
        parts = (told.get("first_name", ""), told.get("last_name", ""))
        name = told.get("name") or " ".join(filter(None, parts))
        checked = Checked(email=email[:254], data={"name": name})
        self._check_address(checked, email)
        self._check_texts(checked, told)
        for key, codes in (("group", self.groups), ("country", self.countries)):
            self._check_term(checked, key, told.get(key, ""), codes)
        self._check_language(checked, told.get("language", ""))
        self._match(checked)
        return checked

    @staticmethod
    def _check_address(checked: Checked, email: str) -> None:
        if not email:
            checked.errors.append(_("The address is missing."))
            return
        try:
            validate_email(email)
        except ValidationError:
            checked.errors.append(_("This is not an e-mail address."))
        if len(email) > 254:
            checked.errors.append(_("The address is too long."))

    @staticmethod
    def _check_texts(checked: Checked, told: dict[str, str]) -> None:
        checked.data |= {key: told.get(key, "") for key in ("organisation", "role")}
        if not checked.data["name"]:
            checked.errors.append(_("The name is missing."))
        for key, longest in LONGEST.items():
            text = checked.data[key]
            if len(text) > longest:
                checked.errors.append(_("%(column)s: too long.") % {"column": key})
            elif FORMULA.match(text):
                checked.errors.append(_("%(column)s: looks like a formula.") % {"column": key})
            elif text:
                try:
                    checked.data[key] = plain_line(text)
                except ValidationError as error:
                    checked.errors += [f"{key}: {message}" for message in error.messages]

    @staticmethod
    def _check_term(checked: Checked, key: str, text: str, codes: dict[str, int]) -> None:
        if not text:
            return
        found = codes.get(bare(text))
        if found is None:
            error = _("%(column)s: “%(text)s” is not on our list.")
            checked.errors.append(error % {"column": key, "text": text[:60]})
        else:
            checked.data[key] = found

    def _check_language(self, checked: Checked, text: str) -> None:
        code = text.strip().lower()[:2]
        if code in self.languages:
            checked.data["language"] = code
        elif code:
            checked.errors.append(_("language: use one of the languages of this site."))

    def _match(self, checked: Checked) -> None:
        """Find the organisation: by its name, which the steward vouches for, or by the domain."""
        named = checked.data["organisation"]
        domain = checked.email.rpartition("@")[2]
        if named and (found := self.by_name.get(bare(named))):
            checked.data |= {"organisation_id": found, "by": "name"}
        elif not named and (found := self.by_domain.get(domain)):
            checked.data |= {"organisation_id": found, "by": "domain"}


def _codes(terms: Any) -> dict[str, int]:
    """Return the ids of terms by code and by label in every language."""
    found: dict[str, int] = {}
    for term in terms:
        for text in (term.code, *term.labels.values()):
            found.setdefault(bare(text), term.pk)
    return found
