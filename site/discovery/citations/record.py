"""One publication as plain values: what every form of citation is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from discovery.citations.kinds import Kind, kind_of
from discovery.public import language_of
from pages.models.media import Licence
from pages.models.terms import terms_of

# SPDX identifier and address of each licence (https://spdx.org/licenses/).
LICENCES: Final = {
    Licence.CC_BY: ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Licence.CC_BY_SA: ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    Licence.CC0: ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "json": "application/json",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True, kw_only=True)
class Name:
    """Somebody who made a publication; an organisation has no given name."""

    family: str
    given: str = ""
    orcid: str = ""
    affiliation: str = ""
    role: str = "author"

    @property
    def full_name(self) -> str:
        """The name as it is spoken."""
        return f"{self.given} {self.family}".strip()

    @property
    def sorted_name(self) -> str:
        """The name as it stands in a list: family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def orcid_address(self) -> str:
        """The address of the ORCID record; empty without one."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


@dataclass(frozen=True, kw_only=True)
class File:
    """One file to take away."""

    label: str
    address: str
    media_type: str
    size: int | None


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another work, in DataCite's words for kind and relation."""

    relation: str
    identifier: str
    scheme: str

    @property
    def address(self) -> str:
        """The address of the other work; empty where its identifier is none."""
        if self.scheme == "DOI":
            return f"https://doi.org/{self.identifier}"
        return self.identifier if self.identifier.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A publication, its texts as they were written and its codes as standards write them."""

    number: int
    title: str
    abstract: str
    address: str
    kind: Kind
    kind_label: str
    issued: str
    year: int
    language: str
    publisher: str
    doi: str
    version: str
    licence: str
    licence_address: str
    grant_number: str
    deliverable_number: str
    dissemination_level: str
    page_count: int | None
    subjects: tuple[str, ...]
    creators: tuple[Name, ...]
    contributors: tuple[Name, ...]
    files: tuple[File, ...]
    related: tuple[Related, ...]
    is_example: bool

    @property
    def doi_address(self) -> str:
        """The address under which the DOI is resolved; empty without one."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def best_address(self) -> str:
        """The address to cite: the DOI's where there is one."""
        return self.doi_address or self.address

    @property
    def schema_type(self) -> str:
        """What the work is at schema.org."""
        return self.kind.schema

    @property
    def is_open(self) -> bool:
        """Whether everybody may read the files."""
        return self.dissemination_level in {"", "PU"}

    @property
    def key(self) -> str:
        """A short key for bibliographies: family name, year, number; plain letters only."""
        first = self.creators[0].family if self.creators else self.publisher
        letters = "".join(sign for sign in first if sign.isascii() and sign.isalnum())
        return f"{letters or 'inspire'}{self.year}-{self.number}"


def record_of(
    page: Any, request: HttpRequest | None = None, shown: Mapping[str, Any] | None = None
) -> Record:
    """Return a publication page as a record.

    What the page has looked up already may be given as `shown` (`files`) and is not asked again.
    """
    licence, licence_address = LICENCES.get(page.licence, ("", ""))
    known = shown or {}
    files = known["files"] if "files" in known else page.files_in()
    people = [name_of(row) for row in page.people_in()]
    title = str(page.title)
    return Record(
        number=page.pk,
        title=gettext("Example: %(title)s") % {"title": title} if page.is_example else title,
        abstract=page.abstract,
        address=page.get_full_url(request) or "",
        kind=kind_of(page.publication_type.code if page.publication_type else ""),
        kind_label=str(page.publication_type or ""),
        issued=page.date.isoformat(),
        year=page.date.year,
        language=page.language or language_of(page),
        publisher=page.publisher,
        doi=page.doi,
        version=page.version,
        licence=licence,
        licence_address=licence_address,
        grant_number=page.grant_number,
        deliverable_number=page.deliverable_number,
        dissemination_level=page.dissemination_level,
        page_count=page.page_count,
        subjects=_each_once([*page.keywords, *(str(t) for t in terms_of(page, "themes"))]),
        creators=tuple(name for name in people if name.role == "author"),
        contributors=tuple(name for name in people if name.role != "author"),
        files=tuple(_file(row) for row in files),
        related=tuple(_related(page)),
        is_example=page.is_example,
    )


def name_of(row: Any) -> Name:
    """Return a row of contributors as a name."""
    family, given, orcid = row.parts
    return Name(
        family=family, given=given, orcid=orcid, affiliation=row.organisation, role=row.role
    )


def _file(row: Any) -> File:
    document = row.document
    return File(
        label=str(row),
        address=urljoin(settings.SITE_URL, document.url),
        media_type=MEDIA_TYPES.get(document.file_extension.lower(), "application/octet-stream"),
        size=document.file_size,
    )


def _related(page: Any) -> Iterable[Related]:
    for block in page.related_identifiers:
        value = block.value
        yield Related(
            relation=value["relation"], identifier=value["identifier"], scheme=value["scheme"]
        )


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
