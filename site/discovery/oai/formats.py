"""The two forms of metadata that harvesters may ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from discovery.citations.datacite_xml import datacite_xml_of
from discovery.citations.dublin_core import dublin_core_of
from discovery.citations.record import Record
from discovery.citations.xml import element, root

WRAPPER: Final = "http://schema.datacite.org/oai/oai-1.1/"


@dataclass(frozen=True)
class MetadataFormat:
    """One form of metadata: its prefix, its schema, its namespace, how it is made."""

    prefix: str
    schema: str
    namespace: str
    write: Callable[[Record], str]


def wrapped_datacite(record: Record) -> str:
    """Return DataCite's XML in the wrapper of DataCite's own OAI-PMH provider."""
    names = {
        "xmlns": WRAPPER,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{WRAPPER} {WRAPPER}oai.xsd",
    }
    return root(
        "oai_datacite",
        names,
        element("schemaVersion", text="4.6"),
        element("payload", datacite_xml_of(record)),
    )


FORMATS: Final = {
    "oai_dc": MetadataFormat(
        "oai_dc",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        dublin_core_of,
    ),
    "oai_datacite": MetadataFormat("oai_datacite", f"{WRAPPER}oai.xsd", WRAPPER, wrapped_datacite),
}
