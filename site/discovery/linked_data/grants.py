"""The grant that pays for a work, in schema.org's words."""

from typing import Any, Final

CORDIS: Final = "https://cordis.europa.eu/project/id/"
FUNDER: Final = "https://doi.org/10.13039/501100000780"  # the Commission in Crossref's registry


def grant(number: str, programme: str = "") -> dict[str, Any]:
    """Return a grant of the European Commission as `funding`; empty without a number."""
    number = number.strip()
    if not number:
        return {}
    return {
        "@type": "Grant",
        "identifier": number,
        "name": programme,
        "url": f"{CORDIS}{number}" if number.isdecimal() else "",
        "funder": {
            "@type": "Organization",
            "name": "European Commission",
            "identifier": FUNDER,
        },
    }
