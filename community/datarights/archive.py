"""Writes a copy of everything held about a person: JSON for machines, HTML for people, zipped.

Rows are written as they come out of the database; none is kept. The HTML of a section is put into a
temporary file meanwhile, since only one file of a zip can be written at a time.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from community.members.rights import PersonalData, further_addresses, holdings, told_by

if TYPE_CHECKING:
    from community.members.models import User

ON_A_PAGE: Final = 1000  # rows; a browser opens it at once
LEVEL: Final = 1  # of compression: the worker's time is dearer than some bytes for a week
ENCODE: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode  # one for all rows
SPLIT: Final = "<!-- rows -->"


@dataclass
class Section:
    """One heading of the copy: its rows, its pages, its files."""

    title: str
    name: str
    notes: list[PersonalData] = field(default_factory=list)
    rows: int = 0
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """What a copy holds."""

    rows: int
    sections: int


def write_archive(
    target: IO[bytes], *, email: str, user: User | None, language: str = "en"
) -> Written:
    """Write the zip into an open binary file and return how much it holds."""
    with (
        override(language),
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive,
        transaction.atomic(),
    ):
        writer = _Writer(archive, Path(folder), email, user)
        sections = writer.write()
    return Written(rows=sum(one.rows for one in sections), sections=len(sections))


class _Writer:
    """Writes one copy."""

    def __init__(
        self, archive: zipfile.ZipFile, folder: Path, email: str, user: User | None
    ) -> None:
        self.archive, self.folder = archive, folder
        self.email, self.user = email, user
        self.further = further_addresses(user)
        self.made_at = timezone.now()

    def write(self) -> list[Section]:
        """Write everything and return the sections."""
        sections = _sections()
        with self.archive.open("my-data.json", "w", force_zip64=True) as out:
            out.write(b"{\n")
            for number, section in enumerate(sections):
                out.write(b",\n" if number else b"")
                self._write_section(section, out)
            out.write(b"\n}\n")
        for page in sorted(self.folder.iterdir()):
            self.archive.write(page, f"pages/{page.name}")
        for section in sections:
            self._add_files(section)
        shell = {"sections": sections, "made_at": self.made_at, "email": self.email}
        self.archive.writestr(
            "index.html", render_to_string("datarights/archive/index.html", shell)
        )
        self.archive.writestr("style.css", STYLE)
        return sections

    def _write_section(self, section: Section, out: IO[bytes]) -> None:
        key = section.notes[0].section
        out.write(f"{ENCODE(key)}: [".encode())
        rows = chain.from_iterable(
            told_by(holding, email=self.email, user=self.user, further=self.further)
            for holding in section.notes
        )
        for number, page in enumerate(_pages(rows), start=1):
            name = f"{section.name}-{number}.html"
            head, tail = self._shell(section, number)
            with (self.folder / name).open("w", encoding="utf-8") as readable:
                readable.write(head)
                for row in page:
                    out.write(f"{',' if section.rows else ''}\n{ENCODE(row)}".encode())
                    readable.write(f"<li>{_as_html(row)}</li>\n")
                    section.rows += 1
                readable.write(tail)
            section.pages.append(name)
        out.write(b"\n]")

    @staticmethod
    def _shell(section: Section, number: int) -> list[str]:
        """Return what stands before and behind the rows of a page."""
        context = {"section": section, "number": number, "split": SPLIT}
        return render_to_string("datarights/archive/page.html", context).split(SPLIT)

    def _add_files(self, section: Section) -> None:
        for holding in section.notes:
            for name, content in holding.files(email=self.email, user=self.user):
                path = f"files/{section.name}-{Path(name).name}"
                with content.open("rb") as source, self.archive.open(path, "w") as out:
                    for piece in iter(lambda source=source: source.read(65_536), b""):  # type: ignore[misc]
                        out.write(piece)
                section.files.append(path)


def _sections() -> list[Section]:
    """Return the sections in the order of their registration; some are filled by several rooms."""
    found: dict[str, Section] = {}
    for holding in holdings():
        title = str(holding.title or holding.section.capitalize())
        new = Section(title=title, name=slugify(holding.section))
        found.setdefault(holding.section, new).notes.append(holding)
    return list(found.values())


def _pages(rows: Iterable[dict[str, Any]]) -> Iterator[Iterator[dict[str, Any]]]:
    """Yield the rows of each page; a page has to be read before the next one is asked for."""
    left = iter(rows)
    for first in left:
        yield chain([first], islice(left, ON_A_PAGE - 1))


def _as_html(value: Any) -> str:
    """Return a JSON value as HTML; every text in it is escaped."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        facts = (f"<dt>{_label(key)}</dt><dd>{_as_html(one)}</dd>" for key, one in value.items())
        return f"<dl>{''.join(facts)}</dl>"
    if isinstance(value, list | tuple):
        return f"<ul>{''.join(f'<li>{_as_html(one)}</li>' for one in value)}</ul>" if value else "–"
    if value is None or isinstance(value, bool):
        return WORDS[value]
    return escape(str(value))


@lru_cache(maxsize=1000)
def _label(key: str) -> str:
    return escape(str(key).replace("_", " "))


WORDS: Final[dict[bool | None, str]] = {None: "–", True: "✓", False: "✗"}
STYLE: Final = """\
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }
ol, ul { padding-left: 1.2rem; }
ol.rows > li { border-top: 1px solid #999; padding: .5rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 4fr; gap: 0 1rem; margin: 0; }
dt { color: #555; } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { display: block; } }
"""
