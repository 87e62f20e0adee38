"""Texts and pictures in templates: no query for each link, no picture made in a visit."""

import re
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from django import template
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext
from wagtail.rich_text import RichText, expand_db_html

from lane.scopes import MEDIA
from lane.showing import show
from pages.blocks import RiskKind
from pages.blocks.library import Relation
from pages.cards import CARD_PICTURE, TEXT_PICTURE, WIDE_PICTURE
from pages.identifiers import address_of
from pages.models.glossary_words import linker_of
from pages.models.linked import addresses_in
from pages.models.media import Licence
from pages.models.terms import terms_of

register = template.Library()

ANCHOR: Final = re.compile(
    r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"[^>]*>(.*?)</a>', re.DOTALL
)
TEXTS: Final = {"paragraph", "heading", "callout"}
LICENCES: Final[dict[str, str]] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
SIZES: Final = {"card": CARD_PICTURE, "wide": WIDE_PICTURE, "text": TEXT_PICTURE}


@register.simple_tag(takes_context=True)
def prose(context: template.Context, value: RichText | str) -> SafeString:
    """Return running text with its links.

    All texts of one page share one query for the addresses of the pages to which they lead; the
    words of a link to a page that is no longer there stay, without the link. The first time that a
    term of the glossary stands on the page, it leads there, unless the page says otherwise.
    """
    source = value.source if isinstance(value, RichText) else str(value or "")
    if 'linktype="page"' in source:
        addresses = _addresses(context)
        source = ANCHOR.sub(lambda found: _anchor(found, addresses), source)
    # Editors' text was cleaned against the allowed features when it was saved.
    html: str = expand_db_html(source)
    return mark_safe(_with_glossary(context, html))


def _with_glossary(context: template.Context, html: str) -> str:
    page, request = context.get("page"), context.get("request")
    if page is None or request is None or not html or not getattr(page, "links_glossary", False):
        return html
    show("glossary")
    # What was linked is known to the request: a page's texts are many, its request is one.
    seen: set[str] = vars(request).setdefault("glossary_links", set())
    return linker_of(page.locale_id).link(html, seen)


def _addresses(context: template.Context) -> dict[int, str]:
    page, request = context.get("page"), context.get("request")
    if page is None:
        return {}
    if not hasattr(page, "addresses_in_texts"):
        page.addresses_in_texts = addresses_in(page, request)
    addresses: dict[int, str] = page.addresses_in_texts
    return addresses


def _anchor(found: re.Match[str], addresses: dict[int, str]) -> str:
    address = addresses.get(int(found.group(1)))
    return f'<a href="{escape(address)}">{found.group(2)}</a>' if address else found.group(2)


@register.filter
def passages(body: Any) -> list[tuple[str, list[Any]]]:
    """Return the blocks of a text as runs: ("text", blocks to be read in one column), or others."""
    runs = groupby(
        body, key=lambda block: "text" if block.block_type in TEXTS else block.block_type
    )
    return [(name, list(blocks)) for name, blocks in runs]


@register.filter
def at(table: dict[Any, Any], key: Any) -> Any:
    """Return what a dictionary holds for a key, or None."""
    return table.get(key)


@register.filter
def written(value: Any) -> Any:
    """Return a number as it is written here, without zeros that mean nothing; words as they are."""
    if not isinstance(value, Decimal):
        return "" if value is None else value
    places = len(format(value.normalize(), "f").partition(".")[2])
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def risk_name(kind: str) -> str:
    """Return the name of a kind of risk; a kind that is no longer known is a risk all the same."""
    return str(dict(RiskKind.choices).get(kind, RiskKind.OTHER.label))


@register.filter
def licence_address(code: str) -> str:
    """Return where the terms of a licence are written; nothing for reserved rights."""
    return LICENCES.get(code, "")


@register.filter
def terms(page: Any, name: str) -> list[Any]:
    """Return the terms of one field of a page, in the vocabulary's order."""
    return terms_of(page, name)


@register.filter
def relation(work: Any) -> str:
    """Return in words how a publication stands to a related work."""
    return str(Relation(work["relation"]).label)


@register.filter
def identifier_url(work: Any) -> str:
    """Return the address that a related work's identifier leads to; empty when it leads nowhere."""
    return address_of(work["scheme"], work["identifier"])


@register.simple_tag
def names(people: list[Any], directory: str) -> SafeString:
    """Return the names of people, each leading to their page where they have one."""
    linked: list[str] = [
        format_html('<a href="{}{}">{}</a>', directory, person.path, person.name)
        if directory and person.live
        else str(escape(person.name))
        for person in people
    ]
    return mark_safe(get_text_list(linked, gettext("and")))  # each name was escaped above


@register.simple_tag(takes_context=True)
def pictures(context: template.Context, image: Any, shape: str = "card") -> dict[str, Any]:
    """Return by format what exists of an image in one shape: "card", "wide" or "text".

    Nothing is made in a visitor's request. An editor's preview makes what is missing, so that a new
    image is seen at once.
    """
    if image is None:
        return {}
    show(MEDIA)
    size = SIZES[shape]
    if getattr(context.get("request"), "is_preview", False):
        image.get_renditions(*image.picture_specs(size))
    made: dict[str, Any] = image.existing_pictures(size)
    return made
