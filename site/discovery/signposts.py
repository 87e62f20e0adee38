"""Signposts for machines (https://signposting.org/FAIR/): where a publication's parts are."""

import json
from typing import Any, Final

from discovery.answers import link
from discovery.citations.formats import FORMATS
from discovery.citations.record import Record
from discovery.twins import LINKSET, TWIN

ABOUT_PAGE: Final = "https://schema.org/AboutPage"
MOST_IN_HEADER: Final = 40  # a header has its limits at proxies; the linkset has all


def level_one(record: Record) -> list[str]:
    """Return the links for the header of a publication's page."""
    links = [
        link(address, rel=relation, type=media_type)
        for relation, address, media_type in targets(record)
    ]
    whole = link(f"{record.address}{LINKSET}", rel="linkset", type="application/linkset+json")
    return [*links[:MOST_IN_HEADER], whole]


def targets(record: Record) -> list[tuple[str, str, str]]:
    """Return relation, address and media type of everything a publication points at."""
    base = record.address
    found = [("cite-as", record.best_address, "")]
    found += [
        ("type", kind, "") for kind in (f"https://schema.org/{record.schema_type}", ABOUT_PAGE)
    ]
    found += [("author", creator.orcid_address, "") for creator in record.creators]
    found += [("license", record.licence_address, "")]
    found += [("item", file.address, file.media_type) for file in record.files]
    found += [("describedby", f"{base}{form.file}", form.media_type) for form in FORMATS]
    found += [("alternate", f"{base}{TWIN}", "text/markdown")]
    return [target for target in found if target[1]]


def as_linkset(record: Record) -> str:
    """Return the links of the page, and of each file and form back to it."""
    by_relation: dict[str, list[dict[str, str]]] = {}
    for relation, address, media_type in targets(record):
        entry = {"href": address} | ({"type": media_type} if media_type else {})
        by_relation.setdefault(relation, []).append(entry)
    page: dict[str, Any] = {"anchor": record.address, **by_relation}
    back = [
        {"anchor": file.address, "collection": [{"href": record.address, "type": "text/html"}]}
        for file in record.files
    ]
    back += [
        {
            "anchor": f"{record.address}{form.file}",
            "describes": [{"href": record.address, "type": "text/html"}],
        }
        for form in FORMATS
    ]
    return json.dumps({"linkset": [page, *back]}, ensure_ascii=False, indent=2) + "\n"
