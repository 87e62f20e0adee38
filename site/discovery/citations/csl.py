"""A publication for citation processors (CSL-JSON 1.0.2)."""

from typing import Any

from discovery.citations.record import Name, Record
from discovery.linked_data.plain import without_empty


def csl_of(record: Record) -> dict[str, Any]:
    """Return the item of a publication."""
    year, month, day = (int(part) for part in record.issued.split("-"))
    item = {
        "id": record.key,
        "type": record.kind.csl,
        "title": record.title,
        "author": [_name(name) for name in record.creators],
        "editor": [_name(name) for name in record.contributors if name.role == "editor"],
        "translator": [_name(name) for name in record.contributors if name.role == "translator"],
        "issued": {"date-parts": [[year, month, day]]},
        "publisher": record.publisher,
        "genre": record.kind_label,
        "number": record.deliverable_number,
        "version": record.version,
        "number-of-pages": str(record.page_count or ""),
        "DOI": record.doi,
        "URL": record.best_address,
        "language": record.language,
        "abstract": record.abstract,
        "keyword": ", ".join(record.subjects),
        "license": record.licence_address,
    }
    found: dict[str, Any] = without_empty(item)
    return found


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given}
