"""The site map: every public page with its translations and its picture, 5,000 a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from wagtail.models import Page

from discovery.public import language_of, public

PER_FILE: Final = 5000
MOST_FILES: Final = 50_000  # of one index, by the protocol
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
FIELDS: Final = (
    "title",
    "path",
    "depth",
    "url_path",
    "slug",
    "translation_key",
    "last_published_at",
    "locale_id",
    "content_type_id",
    "alias_of_id",
    "share_picture__name",
)


def listed() -> Any:
    """Return the pages of the site map, in an order that no publication disturbs."""
    return public(Page.objects.filter(depth__gt=1)).order_by("pk")


def has_file(number: int) -> bool:
    """Return whether the site map has so many files; the first is always there."""
    if not 1 <= number <= MOST_FILES:  # an address may hold any number
        return False
    start = (number - 1) * PER_FILE
    return number == 1 or bool(listed()[start : start + 1])


def index_of(files: int, pages: Any) -> bytes:
    """Return the index: one entry a file, with the day on which the newest of its pages changed."""
    entries = []
    for number in range(1, files + 1):
        moments = pages[(number - 1) * PER_FILE : number * PER_FILE]
        newest = max((moment for moment in moments if moment), default=None)
        address = urljoin(
            settings.SITE_URL, reverse("discovery_machines:sitemap_file", args=(number,))
        )
        entries.append(f"<sitemap><loc>{escape(address)}</loc>{_changed(newest)}</sitemap>\n")
    body = "".join(entries)
    return (
        f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{body}</sitemapindex>\n"
    ).encode()


def file_of(number: int) -> bytes:
    """Return one file of the site map; four queries whatever its length."""
    start = (number - 1) * PER_FILE
    shown = listed().select_related("share_picture").only(*FIELDS)[start : start + PER_FILE]
    others = translations(number)
    body = "".join(entries(shown.iterator(chunk_size=1000), others))
    return f"{HEAD}<urlset {NAMESPACES}>\n{body}</urlset>\n".encode()


def translations(number: int) -> dict[Any, list[tuple[str, str]]]:
    """Return the language and address of every translation of a file's pages, by their key.

    Only for pages of which there is more than one.
    """
    start = (number - 1) * PER_FILE
    keys = list(listed().values_list("translation_key", flat=True)[start : start + PER_FILE])
    several = (
        public(Page.objects.filter(depth__gt=1, translation_key__in=keys))
        .order_by()
        .values("translation_key")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .values("translation_key")
    )
    found: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    pages = public(Page.objects.filter(translation_key__in=several)).only(*FIELDS[:-1])
    for page in pages.order_by("pk").iterator(chunk_size=1000):
        found[page.translation_key].append((language_of(page), page.get_full_url() or ""))
    return found


def entries(pages: Iterable[Page], others: dict[Any, list[tuple[str, str]]]) -> Iterator[str]:
    """Yield the entry of each page."""
    for page in pages:
        address = page.get_full_url()
        if address:
            yield (
                f"<url><loc>{escape(address)}</loc>{_changed(page.last_published_at)}"
                f"{_alternates(others.get(page.translation_key, []))}{_image(page)}</url>\n"
            )


def _alternates(translated: list[tuple[str, str]]) -> str:
    """Return the links to all translations, the page itself among them, as search engines ask."""
    links = [(language, address) for language, address in translated if address]
    own = [address for language, address in links if language == settings.LANGUAGE_CODE]
    links += [("x-default", address) for address in own]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
        for language, address in links
    )


def _image(page: Page) -> str:
    picture = getattr(page, "share_picture", None)
    if picture is None:
        return ""
    address = urljoin(settings.SITE_URL, reverse("discovery_machines:share", args=(picture.name,)))
    return f"<image:image><image:loc>{escape(address)}</image:loc></image:image>"


def _changed(moment: Any) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
