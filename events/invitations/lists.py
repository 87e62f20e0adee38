"""Reads a list of addresses as people paste it or save it: half of it may be bad."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from community.members.models import plain_name

MOST: Final = 2_000
LONGEST_NAME: Final = 150
LONGEST_ADDRESS: Final = 254
SHOWN: Final = 80  # characters of a bad line


@dataclass(frozen=True)
class Invitee:
    """One good line."""

    email: str
    name: str = ""
    language: str = ""


@dataclass(frozen=True)
class BadLine:
    """One line that cannot be used: its number from 1, what it says, and why."""

    number: int
    text: str
    why: str


@dataclass
class Read:
    """What a list holds: whom to invite, each once, and what is wrong with the rest."""

    people: list[Invitee] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    twice: int = 0


def read_list(text: str) -> Read:
    """Return who stands in a list; a heading in the first line does not count as bad."""
    read, seen = Read(), set[str]()
    for number, cells in _lines(text):
        shown = ", ".join(cells)[:SHOWN]
        if len(read.people) >= MOST:
            why = _("A list holds %(most)s addresses at most.") % {"most": MOST}
            read.bad.append(BadLine(number, shown, why))
            continue
        try:
            invitee = _invitee(cells)
        except ValidationError as problem:
            if number > 1 or "@" in shown:
                read.bad.append(BadLine(number, shown, problem.messages[0]))
            continue
        if invitee.email in seen:
            read.twice += 1
        else:
            seen.add(invitee.email)
            read.people.append(invitee)
    return read


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line that has any, with its number."""
    for number, line in enumerate(text.replace("\x00", "\ufffd").splitlines(), start=1):
        sign = max(";\t,", key=line.count)
        row = next(csv.reader(io.StringIO(line[:2_000]), delimiter=sign), [])
        cells = [cell.strip() for cell in row if cell.strip()]
        if cells:
            yield number, cells


def _invitee(cells: list[str]) -> Invitee:
    """Return whom a line names: an address, a name and a language in any order.

    Raises:
        ValidationError: it has no address, a bad one, or a name that is none.
    """
    codes = {code.lower() for code, _name in settings.LANGUAGES}
    address = next((cell for cell in cells if "@" in cell), "")
    if not address:
        raise ValidationError(_("There is no address in this line."))
    named, email = parseaddr(address)
    email = (email or address).lower()
    if len(email) > LONGEST_ADDRESS:
        raise ValidationError(_("This address is too long."))
    validate_email(email)
    rest = [cell for cell in cells if cell != address]
    language = next((cell.lower() for cell in rest if cell.lower() in codes), "")
    words = [cell for cell in rest if cell.lower() not in codes]
    name = (named or " ".join(words)).strip()
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("This name is too long."))
    plain_name(name)
    return Invitee(email=email, name=name, language=language)
