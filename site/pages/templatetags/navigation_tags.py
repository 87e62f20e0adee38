"""The ways through the site: menu, footer, breadcrumbs, the page's own address, page numbers."""

from typing import Any, Final

from django import template
from django.conf import settings
from django.core.paginator import Page as Slice
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from lane.showing import hold
from pages.models import SiteAlert
from pages.models.versions import in_frame, language_of_page, versions_of
from pages.models.ways import LINK_FIELDS, home_of, pages_below, site_of

register = template.Library()

LONGEST_QUERY: Final = 300  # a longer one is not worth being repeated
FOOTER_PLACES: Final = ("explore", "for_you", "take_part", "small_print")


@register.simple_tag(takes_context=True)
def site_pages(context: template.Context) -> dict[str, list[Any]]:
    """Return the pages below the home page: those `in_menu`, and all by their place in the footer.

    The places are `explore`, `for_you`, `take_part` and `small_print`. A page says what language
    it is `written_in` where that is not the language of what is being shown, and its `address` in
    the frame of that language. One query for the site with its home page, one for the children.
    """
    request = context.get("request")
    home = home_of(request) if request else None
    places: dict[str, list[Any]] = {"in_menu": [], **{place: [] for place in FOOTER_PLACES}}
    if home is None:
        return places
    here = context.get("page")
    path = here.path if isinstance(here, Page) else ""
    active = str(get_language())
    for child in _children(home, request):
        child.is_open = path.startswith(child.path)
        child.is_here = path == child.path
        written = language_of_page(child)
        child.written_in = "" if written == active else written
        address = child.get_url(request) or ""
        # The frame stays in the reader's language also where the page is in another one.
        child.address = in_frame(address, active) if child.written_in else address
        if child.show_in_menus:
            places["in_menu"].append(child)
        places[_footer_place(child)].append(child)
    return places


def _children(home: Page, request: Any) -> list[Any]:
    """Return the pages below the home page; what is not translated stands in its own language."""
    below = pages_below(home, request)
    site = site_of(request)
    if site is None or site.root_page_id == home.pk:
        return below
    translated = {page.translation_key: page for page in below}
    own = pages_below(site.root_page, None)
    return [translated.pop(page.translation_key, page) for page in own] + list(translated.values())


def _footer_place(page: Page) -> str:
    """Return where a page stands in the footer: its type may say so, the menu decides the rest."""
    otherwise = "explore" if page.show_in_menus else "small_print"
    return str(getattr(page.cached_content_type.model_class(), "footer_place", otherwise))


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, page: Page) -> str:
    """Return the address of a page, with the host only where it is another one."""
    return page.get_url(context.get("request")) or ""


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """Return the one address of this page that others should link to."""
    page, request = context.get("page"), context.get("request")
    if isinstance(page, Page):
        # A mirror points at what it mirrors.
        return (page.alias_of if page.alias_of_id else page).get_full_url(request) or ""
    return f"{settings.SITE_URL}{request.path}" if request else settings.SITE_URL


@register.simple_tag(takes_context=True)
def other_language(context: template.Context) -> str:
    """Return the code of the page's language where it is not the one asked for, else nothing."""
    page = context.get("page")
    if not isinstance(page, Page):
        return ""
    written = language_of_page(page)
    return "" if written == get_language() else written


@register.simple_tag
def name_of_language(code: str) -> str:
    """Return the name of a language in the active one."""
    return str(get_language_info(code)["name_translated"])


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> list[dict[str, Any]]:
    """Return the languages of the site: `code`, `name` in itself, `url` of this page in it.

    Each says whether it `is_current` and whether the page `is_translated` into it. Where it is not,
    the address shows the page in the site's own language and says so.
    """
    page, request = context.get("page"), context.get("request")
    if request is None:
        return []
    versions = versions_of(page) if isinstance(page, Page) and page.pk else {}
    below = getattr(page, "versions_below", None)
    known = versions if below is None else versions.keys() & below.keys()
    active = str(get_language())
    query = request.META.get("QUERY_STRING", "")[:LONGEST_QUERY]
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": _with(query, _address_in(code, versions, below or {}, request.path)),
            "is_current": code == active,
            "is_translated": not versions or code in known,
        }
        for code, _name in settings.LANGUAGES
    ]


def _address_in(code: str, versions: dict[str, str], below: dict[str, str], path: str) -> str:
    """Return where a language finds this page: its translation, or the same address below it.

    `below` holds, by language, what stands behind the address of the page; a language that has no
    such thing is led to the page.
    """
    active = str(get_language())
    if not versions:
        return str(translate_url(path, code))
    own = versions.get(settings.LANGUAGE_CODE) or next(iter(versions.values()))
    here = versions.get(active) or in_frame(own, active)
    rest = path.removeprefix(here) if path.startswith(here) else ""
    if code in versions:
        return versions[code] + (rest if code == active else below.get(code, ""))
    # The frame of a language shows pages of the site's own language, of no other.
    return in_frame(own, code) + rest if settings.LANGUAGE_CODE in versions else own


def _with(query: str, address: str) -> str:
    return f"{address}?{query}" if query else address


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> list[tuple[str, str]]:
    """Return code and full address of each language in which this page is published.

    The site's own language is named once more as the one for everybody else (`x-default`). Nothing
    where there is only one, and nothing for what is no page.
    """
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or request is None or not page.pk:
        return []
    versions = versions_of(page)
    if (below := getattr(page, "versions_below", None)) is not None:
        versions = {code: versions[code] + below[code] for code in versions.keys() & below.keys()}
    if len(versions) < 2:
        return []
    found = [(code, f"{settings.SITE_URL}{url}") for code, url in sorted(versions.items())]
    own = versions.get(settings.LANGUAGE_CODE)
    return [*found, ("x-default", f"{settings.SITE_URL}{own}")] if own else found


@register.simple_tag(takes_context=True)
def alert(context: template.Context) -> dict[str, Any] | None:
    """Return the banner of this site as it is now: `level`, `text`, `language`, `page`; or None."""
    request = context.get("request")
    site = site_of(request) if request is not None else None
    banner = SiteAlert.for_site(site) if site is not None else None
    if banner is not None and banner.seconds_to_turn:
        hold(banner.seconds_to_turn)
    if banner is None or not banner.is_shown:
        return None
    text, language = banner.words()
    return {
        "level": banner.level,
        "text": text,
        "language": "" if language == get_language() else language,
        "page": banner.page if banner.page and banner.page.live else None,
    }


@register.simple_tag
def trail(page: Any) -> list[Page]:
    """Return the pages above this one, home first, without Wagtail's invisible root."""
    if not isinstance(page, Page) or page.depth <= 2:
        return []
    known: list[Page] | None = getattr(page, "pages_above", None)
    if known is not None:
        return known
    return list(page.get_ancestors().filter(depth__gt=1).only(*LINK_FIELDS))


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, number: int, name: str = "page") -> str:
    """Return this address with another page number and everything else kept."""
    query = context["request"].GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def page_numbers(slice_: Slice[Any]) -> list[int | str]:
    """Return the page numbers to show around this one, with a gap where some are left out."""
    return list(slice_.paginator.get_elided_page_range(slice_.number, on_each_side=1, on_ends=1))
