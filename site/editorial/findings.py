"""What is looked for on a page, and what is found: pure reading, nothing is saved."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from editorial.reading import is_hard
from pages.models import SiteImage
from pages.models.page import BasePage

LONG_TITLE: Final = 70  # characters; search engines cut there
# What says nothing about where a link leads, in the five languages of the site.
EMPTY_WORDS: Final = frozenset(
    (
        *("click here", "here", "this link", "link", "read more", "more", "this page"),
        *("cliquez ici", "ici", "lire la suite", "en savoir plus", "lien"),
        *("hier klicken", "klicken sie hier", "hier", "mehr", "weiterlesen"),
        *("haga clic aquí", "haz clic aquí", "aquí", "leer más", "más", "enlace"),
        *("clicca qui", "qui", "leggi di più", "leggi tutto", "altro"),
    )
)


class Level(StrEnum):
    """How much a finding matters."""

    BLOCKING = "blocking"
    WARNING = "warning"
    HINT = "hint"


MESSAGES: Final = {
    "summary": gettext_noop("The summary is missing."),
    "alt": gettext_noop("An image has no description and is not marked as decoration."),
    "credit": gettext_noop("An image has no credit."),
    "title": gettext_noop("The title is long: search engines will cut it."),
    "reading": gettext_noop("The text is hard to read: long sentences, long words."),
    "headings": gettext_noop("A heading skips a level."),
    "link": gettext_noop("The words of a link do not say where it leads."),
    "translation": gettext_noop("There is no translation into every language."),
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at: what, how serious, where, and the words it is about."""

    code: str
    level: str
    where: str = ""
    words: str = ""

    @property
    def message(self) -> str:
        """What it is, in the reader's language."""
        return _(MESSAGES[self.code])

    @property
    def is_blocking(self) -> bool:
        """Whether the page cannot be published with it."""
        return self.level == Level.BLOCKING

    def as_row(self) -> dict[str, str]:
        """Return it as it is stored."""
        return asdict(self)


def findings_on(page: Any, *, missing_locales: list[str] | None = None) -> list[Finding]:
    """Return what is found on a page of its own type, the serious things first.

    `missing_locales` are the languages without a translation, for who has looked them up.
    """
    found = [*_about_the_page(page), *_in_texts(page)]
    if missing_locales:
        found.append(Finding("translation", Level.HINT, words=", ".join(missing_locales)))
    order = list(Level)
    return sorted(dict.fromkeys(found), key=lambda one: order.index(Level(one.level)))


def _about_the_page(page: Any) -> Iterator[Finding]:
    if getattr(page, "needs_summary", False) and not page.summary.strip():
        level = Level.BLOCKING if isinstance(page, BasePage) else Level.WARNING
        yield Finding("summary", level, where="summary")
    if len(page.title) > LONG_TITLE:
        yield Finding("title", Level.WARNING, where="title", words=page.title)
    cover = getattr(page, "cover", None)
    if cover is not None and not cover.credit:
        yield Finding("credit", Level.WARNING, where="cover", words=cover.title)


def _in_texts(page: Any) -> Iterator[Finding]:
    prose: list[str] = []
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            source = getattr(page, field.attname) or ""
            prose.append(_plain(source))
            yield from _in_markup(source, field.name, 3)
        elif isinstance(field, StreamField):
            yield from _in_stream(getattr(page, field.attname), field.name, prose)
    text = " ".join(prose)
    if is_hard(text):
        yield Finding("reading", Level.WARNING)


def _in_stream(value: StreamValue, where: str, prose: list[str]) -> Iterator[Finding]:
    """Yield the findings of one long text; its headings are levels 2 and 3 in their order."""
    level = 1
    for kind, part in walk(value):
        if kind == "heading":
            level = 2
        elif isinstance(part, RichText):
            prose.append(_plain(part.source))
            yield from _in_markup(part.source, where, level + 1)
        elif isinstance(part, SiteImage):
            yield from _in_image(part, where)
        elif isinstance(part, str) and len(part) > LONG_TITLE:
            prose.append(part)


def walk(value: Any, kind: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every leaf below a block's value with the name of its nearest block."""
    if isinstance(value, StreamValue):
        for block in value:
            yield from walk(block.value, block.block_type)
    elif isinstance(value, StructValue):
        for name, part in value.items():
            yield from walk(part, name)
    elif isinstance(value, ListValue | list | tuple):
        for part in value:
            yield from walk(part, kind)
    else:
        yield kind, value


def _in_image(image: SiteImage, where: str) -> Iterator[Finding]:
    is_decorative = getattr(image, "decorative", True)
    if not is_decorative and not (getattr(image, "contextual_alt_text", "") or "").strip():
        yield Finding("alt", Level.BLOCKING, where=where, words=image.title)
    if not image.credit:
        yield Finding("credit", Level.WARNING, where=where, words=image.title)


class _Markup(HTMLParser):
    """Collects headings, the words of links, and images from the HTML that editors save."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[int] = []
        self.links: list[str] = []
        self.bare_images: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens."""
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        elif tag == "a":
            self.depth += 1
            self.links.append("")
        elif tag == "embed" and given.get("embedtype") == "image" and not given.get("alt"):
            self.bare_images.append(given.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        """Note what closes."""
        if tag == "a" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Take the words of a link."""
        if self.depth and self.links:
            self.links[-1] += data


def _in_markup(source: str, where: str, deepest: int) -> Iterator[Finding]:
    """Yield the findings of one piece of HTML, whose first heading may have level `deepest`."""
    markup = _Markup()
    markup.feed(source)
    for level in markup.headings:
        if level > deepest:
            yield Finding("headings", Level.WARNING, where=where, words=f"h{level}")
        deepest = max(level + 1, 3)
    for words in markup.links:
        if says_nothing(words):
            yield Finding("link", Level.WARNING, where=where, words=words.strip())
    for image in markup.bare_images:
        yield Finding("alt", Level.BLOCKING, where=where, words=image)


def says_nothing(words: str) -> bool:
    """Return whether the words of a link say nothing about where it leads."""
    plain = " ".join(words.split()).strip(" .:…>»→").casefold()
    return plain in EMPTY_WORDS or plain.startswith(("http://", "https://", "www."))


def _plain(source: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"</(?:p|li|h\d)>", ". ", source))
