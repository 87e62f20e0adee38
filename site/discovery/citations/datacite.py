"""A publication in DataCite's words (Metadata Schema 4), as data for JSON and for XML."""

from typing import Any, Final

from discovery.citations.record import Name, Record
from discovery.linked_data.plain import without_empty

SCHEMA: Final = "http://datacite.org/schema/kernel-4"
ROLES: Final = {
    "editor": "Editor",
    "contributor": "Other",
    "reviewer": "Other",
    "translator": "Other",
}
FUNDER: Final = {
    "funderName": "European Commission",
    "funderIdentifier": "https://doi.org/10.13039/501100000780",
    "funderIdentifierType": "Crossref Funder ID",
}
CORDIS: Final = "https://cordis.europa.eu/project/id/"


def datacite_of(record: Record) -> dict[str, Any]:
    """Return a publication as DataCite's JSON; what is unknown is left out or ":none"."""
    data = {
        "doi": record.doi,
        "types": {
            "resourceTypeGeneral": record.kind.datacite,
            "resourceType": record.kind_label or record.kind.datacite,
        },
        "creators": [_creator(name) for name in record.creators] or [{"name": ":none"}],
        "contributors": [
            _creator(name) | {"contributorType": ROLES.get(name.role, "Other")}
            for name in record.contributors
        ],
        "titles": [{"title": record.title, "lang": record.language}],
        "publisher": {"name": record.publisher or ":none"},
        "publicationYear": str(record.year),
        "subjects": [{"subject": subject} for subject in record.subjects],
        "dates": [{"date": record.issued, "dateType": "Issued"}],
        "language": record.language,
        "alternateIdentifiers": _alternate(record),
        "relatedIdentifiers": [
            {
                "relatedIdentifier": related.identifier,
                "relatedIdentifierType": related.scheme,
                "relationType": related.relation,
            }
            for related in record.related
        ],
        "sizes": [f"{record.page_count} pages"] if record.page_count else [],
        "formats": sorted({file.media_type for file in record.files}),
        "version": record.version,
        "rightsList": _rights(record),
        "descriptions": [
            {
                "description": record.abstract,
                "descriptionType": "Abstract",
                "lang": record.language,
            }
        ]
        if record.abstract
        else [],
        "fundingReferences": _funding(record),
        "schemaVersion": SCHEMA,
    }
    found: dict[str, Any] = without_empty(data)
    return found


def _alternate(record: Record) -> list[dict[str, str]]:
    number = record.deliverable_number
    kinds = [{"alternateIdentifier": record.address, "alternateIdentifierType": "URL"}]
    if number:
        kinds.append(
            {"alternateIdentifier": number, "alternateIdentifierType": "Deliverable number"}
        )
    return kinds


def _creator(name: Name) -> dict[str, Any]:
    return {
        "name": name.sorted_name,
        "nameType": "Personal" if name.given else "Organizational",
        "givenName": name.given,
        "familyName": name.family if name.given else "",
        "nameIdentifiers": [
            {
                "nameIdentifier": name.orcid_address,
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ]
        if name.orcid
        else [],
        "affiliation": [{"name": name.affiliation}] if name.affiliation else [],
    }


def _rights(record: Record) -> list[dict[str, str]]:
    access = "openAccess" if record.is_open else "restrictedAccess"
    rights = [{"rights": access, "rightsUri": f"info:eu-repo/semantics/{access}"}]
    if record.licence:
        rights.append(
            {
                "rights": record.licence,
                "rightsUri": record.licence_address,
                "rightsIdentifier": record.licence,
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        )
    return rights


def _funding(record: Record) -> list[dict[str, str]]:
    number = record.grant_number
    if not number:
        return []
    uri = {"awardUri": f"{CORDIS}{number}"} if number.isdecimal() else {}
    return [FUNDER | {"awardNumber": number} | uri]
