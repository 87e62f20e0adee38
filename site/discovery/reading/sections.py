"""The parts of a page in the order in which they are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from discovery.reading.running import Links
from discovery.reading.values import Writer

# What is read of each kind of page, in its order; of every other kind, all long texts.
READ: Final[dict[str, tuple[str, ...]]] = {
    "tool": (
        "question",
        "purpose",
        "yes_if",
        "no_if",
        "inputs_text",
        "steps",
        "outputs_text",
        "example_text",
        "tips",
        "risks",
        "caution_text",
        "duration_text",
        "group_text",
        "origin_text",
    ),
    "path": ("for_whom", "question", "outcome_text", "duration_text", "steps", "body"),
    "case": (
        "company_note",
        "key_numbers",
        "challenge",
        "opened",
        "story",
        "partners",
        "resources",
        "agreement",
        "results",
        "went_wrong",
        "lessons",
        "transferability",
        "evidence_note",
    ),
    "publication": ("abstract", "body"),
    "audience": ("headline", "lede", "promise", "body"),
    "home": ("headline", "lede"),
}
# The text of a page needs no heading of its own.
UNHEADED: Final = {"body", "entries", "lede", "headline", "abstract"}
LISTS: Final = ("headline", "lede")


@dataclass(frozen=True)
class Section:
    """One part: its heading, empty where there is none, and its HTML."""

    heading: str
    html: str


def sections_of(page: Any, links: Links, *, is_light: bool = False) -> list[Section]:
    """Return what a page says, part by part; what is empty is left out."""
    writer = Writer(links, is_light=is_light)
    parts = [_section(page, name, writer) for name in names_of(page)]
    return [part for part in parts if part is not None]


def names_of(page: Any) -> Iterable[str]:
    """Return the names of the fields that are read of a page."""
    kind = getattr(page, "kind", "")
    if kind in READ:
        return READ[kind]
    if hasattr(page, "listed"):
        return LISTS
    fields = page._meta.concrete_fields
    return [f.name for f in fields if isinstance(f, (RichTextField, StreamField))]


def html_of(page: Any, links: Links) -> str:
    """Return what a page says as one piece of HTML, without asking the database."""
    return "".join(
        (f"<h2>{part.heading}</h2>" if part.heading else "") + part.html
        for part in sections_of(page, links, is_light=True)
    )


def links_of(pages: Iterable[Any], request: HttpRequest | None = None) -> Links:
    """Return the addresses in the texts of pages; at most one query."""
    return Links(pages, request)


def _section(page: Any, name: str, writer: Writer) -> Section | None:
    value = getattr(page, name, None)
    if value in (None, ""):
        return None
    field = page._meta.get_field(name)
    html = writer.write(RichText(value) if isinstance(field, RichTextField) else value)
    heading = "" if name in UNHEADED else capfirst(str(field.verbose_name))
    return Section(heading, html) if html else None
