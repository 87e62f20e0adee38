"""Identifiers of works and people: DOI, ORCID iD and the numbers of a project's deliverables."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# DOI handbook, 2.2: the prefix 10.NNNN, then any printable characters. Crossref asks for 4 to 9.
DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}|\\^`]+")
DOI_BEFORE: Final = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*", re.IGNORECASE)
ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
ORCID_BEFORE: Final = re.compile(r"^(?:https?://)?(?:www\.)?orcid\.org/", re.IGNORECASE)
DELIVERABLE: Final = re.compile(r"[DM]\d{1,3}(?:\.\d{1,3}){0,2}")


def bare_doi(value: str) -> str:
    """Return a DOI without the address or the word that people paste with it."""
    return DOI_BEFORE.sub("", value.strip())


def bare_orcid(value: str) -> str:
    """Return an ORCID iD without the address that people paste with it, its check sign large."""
    return ORCID_BEFORE.sub("", value.strip()).rstrip("/").upper()


def address_of(scheme: str, identifier: str) -> str:
    """Return the address that an identifier leads to; empty for one that leads nowhere."""
    written = identifier.strip()
    if scheme == "URL":
        return written if written.startswith(("https://", "http://")) else ""
    if scheme == "DOI":
        return f"https://doi.org/{bare_doi(written)}"
    return f"https://hdl.handle.net/{written}" if scheme == "Handle" else ""


def validate_doi(value: str) -> None:
    """Raise ValidationError unless the value, with or without its address, is written as a DOI."""
    if not DOI.fullmatch(bare_doi(value)):
        raise ValidationError(_("A DOI begins with 10. and has a slash: 10.5281/zenodo.1234567"))


def validate_orcid(value: str) -> None:
    """Raise ValidationError unless the value is an ORCID iD whose last sign fits the others.

    The last sign is computed by ISO/IEC 7064, MOD 11-2; X stands for ten.
    """
    written = bare_orcid(value)
    if not ORCID.fullmatch(written):
        raise ValidationError(_("An ORCID iD has four groups of four signs: 0000-0002-1825-0097"))
    if written[-1] != _check_sign(written.replace("-", "")[:-1]):
        raise ValidationError(_("This ORCID iD has a typing mistake: its last sign does not fit."))


def validate_deliverable(value: str) -> None:
    """Raise ValidationError unless the value is written like D2.1 or M3."""
    if not DELIVERABLE.fullmatch(value):
        raise ValidationError(_("The number of a deliverable is written like this: D2.1"))


def _check_sign(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
