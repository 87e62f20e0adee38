"""A page in Markdown: title, summary, what one should know of it, then its parts."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext
from markdownify import MarkdownConverter
from wagtail.models import Page

from discovery.linked_data.plain import licence_address
from discovery.public import language_of, public
from discovery.reading.running import Links
from discovery.reading.sections import sections_of

GAPS: Final = re.compile(r"\n{3,}")
MOST_LISTED: Final = 500


class Converter(MarkdownConverter):
    """Headings by number signs, lists by hyphens, nothing of scripts or styles."""

    class Options:
        """How it is written."""

        heading_style = "ATX"
        bullets = "-"
        escape_misc = False
        escape_asterisks = True
        escape_underscores = True

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Return a text in which no sign is Markdown's; within a table no bar either."""
        written: str = super().escape(text, parent_tags)  # type: ignore[misc] # missing in its stub
        return written.replace("|", r"\|") if parent_tags & {"td", "th"} else written

    def convert_script(self, *_: Any, **__: Any) -> str:
        """Return nothing: it is no text."""
        return ""

    convert_style = convert_script


def markdown_of(page: Any, request: HttpRequest | None = None) -> str:
    """Return a page in Markdown (CommonMark with tables)."""
    parts = [
        f"# {line_of(page.title)}",
        quoted(_summary(page)),
        facts_of(page, request),
        *(
            f"## {line_of(part.heading)}\n\n{convert(part.html)}"
            if part.heading
            else convert(part.html)
            for part in sections_of(page, Links([page], request))
        ),
        listed_below(page, request) if hasattr(page, "listed") or page.kind == "home" else "",
    ]
    return GAPS.sub("\n\n", "\n\n".join(part for part in parts if part)).strip() + "\n"


def convert(html: str) -> str:
    """Return HTML in Markdown."""
    written: str = Converter().convert(html)
    return written.strip()


def line_of(text: str) -> str:
    """Return a text on one line in which no sign is Markdown's."""
    flat = " ".join(str(text).split())
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", flat)


def quoted(text: str) -> str:
    """Return a text as a quotation."""
    return f"> {line_of(text)}" if text else ""


def facts_of(page: Any, request: HttpRequest | None) -> str:
    """Return where the page stands, in what language, under what licence, and whether invented."""
    facts = [(gettext("Address"), page.get_full_url(request) or "")]
    if getattr(page, "is_example", False):
        facts.append((gettext("Note"), gettext("Example, invented")))
    facts.append((gettext("Language"), language_of(page)))
    card = page.card(request)
    told = [card.kicker, card.stage_text, *card.meta]
    facts.append((gettext("In short"), ", ".join(line_of(fact) for fact in told if fact)))
    facts.append((gettext("Licence"), licence_address(page)))
    if page.last_published_at:
        facts.append((gettext("Changed"), page.last_published_at.date().isoformat()))
    return "\n".join(f"- {name}: {value}" for name, value in facts if value)


def listed_below(page: Any, request: HttpRequest | None) -> str:
    """Return the public pages right below a page, as links to their own twins."""
    children = public(page.get_children()).order_by("path")[:MOST_LISTED]
    return "\n".join(link_lines(children, request))


def link_lines(pages: Iterable[Page], request: HttpRequest | None) -> list[str]:
    """Return a line with a link for each page."""
    addresses = [(page.title, page.get_full_url(request)) for page in pages]
    return [f"- [{line_of(title)}]({address}index.md)" for title, address in addresses if address]


def _summary(page: Any) -> str:
    return str(page.search_description or page.summary or getattr(page, "lede", ""))
