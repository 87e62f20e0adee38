"""The citation of a publication in words; machine-readable forms are made where they are served."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

MOST_NAMES = 20  # APA 7: up to twenty names are written, then the last one behind a gap


def citation_of(publication: Any) -> str:
    """Return the citation in the manner of APA 7, without the address.

    Made of the authors, the year, the title with version and deliverable, and the publisher. A
    publication without authors begins with its title.
    """
    names = _names([_name(family, given) for family, given, _orcid in publication.creators])
    year = f"({publication.date.year})"
    remarks = [
        _("Version %(number)s") % {"number": publication.version} if publication.version else "",
        publication.deliverable_number,
        str(publication.publication_type or ""),
    ]
    told = ", ".join(remark for remark in remarks if remark)
    title = f"{publication.title} ({told})" if told else publication.title
    parts = [f"{names} {year}", title] if names else [title, year]
    return " ".join(f"{part}." for part in (*parts, publication.publisher) if part)


def _name(family: str, given: str) -> str:
    """Return “Family, G. N.”; the name of an organisation stays whole."""
    initials = " ".join(
        "-".join(f"{piece[0]}." for piece in word.split("-") if piece) for word in given.split()
    )
    return f"{family}, {initials}" if initials else family


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])}, … {names[-1]}"
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, & {names[-1]}"
    return "".join(names)
