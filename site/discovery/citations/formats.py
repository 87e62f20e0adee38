"""The forms in which a publication can be taken away, by name and by media type."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from discovery.citations.bibtex import bibtex_of
from discovery.citations.csl import csl_of
from discovery.citations.datacite import datacite_of
from discovery.citations.datacite_xml import datacite_xml_of
from discovery.citations.record import Record
from discovery.citations.ris import ris_of


@dataclass(frozen=True)
class Format:
    """One form: the end of its address, its media type, its name for people, how it is made."""

    file: str
    media_type: str
    label: str
    write: Callable[[Record], str]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: Final = (
    Format("cite.bib", "application/x-bibtex", "BibTeX", bibtex_of),
    Format("cite.ris", "application/x-research-info-systems", "RIS", ris_of),
    Format(
        "cite.csl.json",
        "application/vnd.citationstyles.csl+json",
        "CSL-JSON",
        lambda record: _json([csl_of(record)]),
    ),
    Format(
        "cite.datacite.json",
        "application/vnd.datacite.datacite+json",
        "DataCite JSON",
        lambda record: _json(datacite_of(record)),
    ),
    Format(
        "cite.datacite.xml",
        "application/vnd.datacite.datacite+xml",
        "DataCite XML",
        lambda record: '<?xml version="1.0" encoding="UTF-8"?>\n' + datacite_xml_of(record) + "\n",
    ),
)
BY_FILE: Final = {form.file: form for form in FORMATS}
BY_MEDIA_TYPE: Final = {form.media_type: form for form in FORMATS}
