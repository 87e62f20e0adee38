"""What the columns of a file of people mean, and whether a line makes a registration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from community.members.models import plain_name
from community.stewards.columns import FORMULA, HEADINGS, address_key, bare
from events.desk.answers import Answers
from events.desk.sheets import headings_of_people
from typeset.spreadsheets import without_mark
from vocabulary.models import Scheme, Term

if TYPE_CHECKING:
    from django.utils.functional import Promise

MEANINGS: Final[dict[str, "Promise"]] = {
    "email": gettext_lazy("E-mail address"),
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "organisation": gettext_lazy("Organisation"),
    "group": gettext_lazy("Group"),
    "country": gettext_lazy("Country"),
    "needs": gettext_lazy("To arrange"),
    "language": gettext_lazy("Language of the mails"),
}
NEEDS: Final = (
    *("toarrange", "needs", "specialneeds", "remarks", "comment", "besoins", "aprevoir"),
    *("remarques", "zuorganisieren", "bedarf", "anmerkungen", "necesidades", "observaciones"),
    *("esigenze", "note", "osservazioni"),
)
# What the first columns of the list of people hold, as one takes it out; the others are not read.
OWN: Final = ("name", "email", "organisation", "group", "country", "needs", "language")
LONGEST: Final = {"name": 150, "organisation": 200, "needs": 500}
SAMPLE: Final = (
    ("email", "name", "organisation", "group", "country", "to arrange", "language"),
    ("maria@example.org", "Maria Example", "Example Tile Works", "industry", "PT", "", "en"),
    ("jean@example.org", "Jean Exemple", "Example Lab", "academia", "FR", "A ramp", "fr"),
)


@dataclass
class Checked:
    """What a line says, and what is wrong with it."""

    email: str
    data: dict[str, Any] = field(default_factory=dict)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)  # for the parts of the event
    errors: list[str] = field(default_factory=list)


def all_meanings(answers: Answers) -> dict[str, "str | Promise"]:
    """Return what a column may mean for one event, with the words for it."""
    return MEANINGS | answers.meanings


def guess(headings: Sequence[str], answers: Answers | None = None) -> list[str]:
    """Return for each heading what it probably means; empty where we cannot tell, or told before.

    Headings are known in the languages of this site; case, accents and signs do not matter.
    """
    own = _own_headings(headings)
    known = {word: name for name, words in HEADINGS.items() for word in words if name in MEANINGS}
    known |= dict.fromkeys(NEEDS, "needs")
    guessed = [*OWN, *[""] * own][:own]
    for heading in headings[own:]:
        meaning = known.get(bare(heading), "")
        if meaning in guessed:
            meaning = ""
        if not meaning and answers is not None:
            meaning = answers.guess(heading, guessed)
        guessed.append(meaning)
    return guessed


def _own_headings(headings: Sequence[str]) -> int:
    """Return how many columns are those with which the list of people begins, by its download.

    A question may have the very words of one of them.
    """
    for code in dict(settings.LANGUAGES):
        with override(code):
            own = headings_of_people()
        if [*map(bare, headings[: len(own)])] == [*map(bare, own)]:
            return len(own)
    return 0


def problem_of(meanings: Sequence[str], names: Mapping[str, "str | Promise"]) -> str:
    """Return what is wrong with the meanings of the columns, in words; empty when nothing is."""
    found = [meaning for meaning in meanings if meaning]
    if twice := next((one for one in found if found.count(one) > 1), None):
        return _("Two columns are taken for “%(name)s”. Choose one.") % {
            "name": names.get(twice, twice)
        }
    if "email" not in found:
        return _("Choose the column that holds the addresses.")
    if not {"name", "first_name", "last_name"} & set(found):
        return _("Choose the column that holds the names.")
    return ""


def by_meaning(cells: Sequence[str], meanings: Sequence[str]) -> dict[str, str]:
    """Return the cells of a line by what they mean; what is missing at its end is empty."""
    pairs = zip_longest(meanings, cells[: len(meanings)], fillvalue="")
    return {meaning: cell for meaning, cell in pairs if meaning}


def _by_words(terms: Iterable[Term]) -> dict[str, int]:
    """Return terms by their codes and by their words in every language."""
    known: dict[str, int] = {}
    for term in terms:
        for text in (term.code, *term.labels.values()):
            known.setdefault(bare(text), term.pk)
    return known


class Checker:
    """Checks lines against the lists of this site and what the event asks, all read once."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.languages = {code for code, _name in settings.LANGUAGES}
        self.terms = {
            "group": _by_words(
                groups := [*Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top()]
            ),
            "country": _by_words(Term.objects.of(Scheme.COUNTRY).current()),
        }
        self.group_codes = {term.pk: term.code for term in groups}

    def check(self, cells: Sequence[str], meanings: Sequence[str]) -> Checked:
        """Return what one line says, by the meanings of its columns."""
        told = by_meaning(cells, meanings)
        checked = Checked(email=address_key(told.get("email", "")))
        self._check_address(checked)
        parts = (told.get("first_name", ""), told.get("last_name", ""))
        told["name"] = told.get("name") or " ".join(filter(None, parts))
        if not told["name"]:
            checked.errors.append(_("The name is missing."))
        for key in LONGEST:
            self._check_text(checked, key, told.get(key, ""))
        for key in self.terms:
            self._check_term(checked, key, told.get(key, ""))
        self._check_language(checked, told.get("language", ""))
        self._check_answers(checked, told)
        return checked

    def _check_answers(self, checked: Checked, told: Mapping[str, str]) -> None:
        group = self.group_codes.get(checked.data["group"], "")
        found = self.answers.read(told, group=group, email=checked.email)
        checked.given = found.given
        checked.errors += found.errors

    @staticmethod
    def _check_address(checked: Checked) -> None:
        email, checked.email = checked.email, checked.email[:254]
        try:
            validate_email(email)
        except ValidationError:
            missing = _("The address is missing.")
            checked.errors.append(missing if not email else _("This is not an e-mail address."))
        if len(email) > 254:
            checked.errors.append(_("The address is too long."))

    @staticmethod
    def _check_text(checked: Checked, key: str, text: str) -> None:
        plain = checked.data[key] = without_mark(text)
        column = {"column": MEANINGS[key]}
        if len(plain) > LONGEST[key]:
            checked.data[key] = plain[: LONGEST[key]]
            checked.errors.append(_("%(column)s: too long.") % column)
        elif FORMULA.match(text):
            checked.errors.append(_("%(column)s: looks like a formula.") % column)
        elif key != "needs":
            try:
                plain_name(plain)
            except ValidationError as error:
                checked.errors += [f"{MEANINGS[key]}: {message}" for message in error.messages]

    def _check_term(self, checked: Checked, key: str, text: str) -> None:
        found = self.terms[key].get(bare(text)) if text else None
        checked.data[key] = found
        if text and found is None:
            error = _("%(column)s: “%(text)s” is not on our list.")
            checked.errors.append(error % {"column": MEANINGS[key], "text": text[:60]})

    def _check_language(self, checked: Checked, text: str) -> None:
        code = text.strip().lower()[:2]
        checked.data["language"] = code if code in self.languages else ""
        if code and code not in self.languages:
            checked.errors.append(_("Language: use one of the languages of this site."))
