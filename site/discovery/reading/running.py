"""Running text with its links, for any number of pages by one query."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

from pages.models.linked import IDENTITY, LINKED, sources_of

PAGE_LINK: Final = re.compile(
    r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"[^>]*>(.*?)</a>', re.DOTALL
)
FILE_LINK: Final = re.compile(r'<a\b(?=[^>]*\blinktype="document")[^>]*>(.*?)</a>', re.DOTALL)
LOCAL: Final = re.compile(r'(?<=\s)(href|src)="(/[^"]*)"')


class Links:
    """The addresses to which the texts of some pages lead."""

    def __init__(self, pages: Iterable[Any], request: HttpRequest | None = None) -> None:
        wanted = {
            int(found.group(1))
            for page in pages
            for source in sources_of(page)
            for tag in LINKED.findall(source)
            if (found := IDENTITY.search(tag))
        }
        found_pages = Page.objects.live().filter(pk__in=wanted) if wanted else ()
        self.addresses = {page.pk: page.get_full_url(request) or "" for page in found_pages}

    def expand(self, value: RichText | str, *, with_files: bool = True) -> str:
        """Return running text as HTML with whole addresses.

        A link to a page that is gone leaves its words. Without `with_files` links to documents do
        so too: each text with such a link would cost a query.
        """
        source = value.source if isinstance(value, RichText) else str(value or "")
        source = PAGE_LINK.sub(self._anchor, source)
        if not with_files:
            source = FILE_LINK.sub(r"\1", source)
        return whole_addresses(str(expand_db_html(source)))

    def _anchor(self, found: re.Match[str]) -> str:
        address = self.addresses.get(int(found.group(1)))
        return f'<a href="{escape(address)}">{found.group(2)}</a>' if address else found.group(2)


def whole_addresses(html: str) -> str:
    """Return HTML in which addresses of this site have their host: it is read elsewhere."""
    return LOCAL.sub(lambda found: f'{found[1]}="{urljoin(settings.SITE_URL, found[2])}"', html)
