"""A publication in schema.org's words: a report or an article with its authors and its grant."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from discovery.citations.record import Record, record_of
from discovery.linked_data.grants import grant


def publication(page: Any, request: HttpRequest | None, shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return a publication with its creators, identifiers, files and grant."""
    record = record_of(page, request, shown)
    return {
        "@type": record.schema_type,
        "headline": record.title[:110],
        "abstract": record.abstract,
        "identifier": identifiers(record),
        "sameAs": record.doi_address,
        "author": [
            {
                "@type": "Person" if creator.given else "Organization",
                "name": creator.full_name,
                "givenName": creator.given,
                "familyName": creator.family if creator.given else "",
                "sameAs": creator.orcid_address,
                "affiliation": creator.affiliation
                and {"@type": "Organization", "name": creator.affiliation},
            }
            for creator in record.creators
        ],
        "datePublished": record.issued,
        "inLanguage": record.language,
        "version": record.version,
        "license": record.licence_address,
        "funding": grant(record.grant_number),
        "keywords": list(record.subjects),
        "numberOfPages": record.page_count,
        "isAccessibleForFree": True,
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.label,
                "contentUrl": file.address,
                "encodingFormat": file.media_type,
            }
            for file in record.files
        ],
    }


def identifiers(record: Record) -> list[dict[str, Any]]:
    """Return the DOI and the number of the deliverable, where there are any."""
    named = {"DOI": record.doi, "Deliverable": record.deliverable_number}
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in named.items()
        if value
    ]
