"""A publication in the fifteen elements of Dublin Core, as OAI-PMH carries them."""

from typing import Final

from discovery.citations.record import Record
from discovery.citations.xml import element, root

NAMES: Final = {
    "xmlns:oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.openarchives.org/OAI/2.0/oai_dc/ "
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}


def dublin_core_of(record: Record, *, programme: str = "H2020") -> str:
    """Return a publication as oai_dc, with the words that OpenAIRE looks for."""
    access = "openAccess" if record.is_open else "restrictedAccess"
    grant = f"info:eu-repo/grantAgreement/EC/{programme}/{record.grant_number}"
    rows = [
        ("title", [record.title]),
        ("creator", [name.sorted_name for name in record.creators]),
        ("subject", record.subjects),
        ("description", [record.abstract]),
        ("publisher", [record.publisher]),
        ("contributor", [name.sorted_name for name in record.contributors]),
        ("date", [record.issued]),
        ("type", [f"info:eu-repo/semantics/{record.kind.openaire}", record.kind_label]),
        ("format", sorted({file.media_type for file in record.files})),
        ("identifier", [record.address, record.doi_address, record.deliverable_number]),
        ("language", [record.language]),
        ("relation", [grant if record.grant_number else "", *_others(record)]),
        ("rights", [f"info:eu-repo/semantics/{access}", record.licence_address]),
    ]
    inside = [element(f"dc:{name}", text=text) for name, texts in rows for text in texts if text]
    return root("oai_dc:dc", NAMES, *inside)


def _others(record: Record) -> list[str]:
    return [related.address or related.identifier for related in record.related]
