"""The ways through the site: menu, footer, breadcrumbs, the page's own address, page numbers."""

from typing import Any, Final

from django import template
from django.conf import settings
from django.core.paginator import Page as Slice
from django.utils.translation import get_language
from wagtail.models import Page

from pages.models.ways import LINK_FIELDS, home_of, language_of, pages_below

register = template.Library()

FOOTER_PLACES: Final = ("explore", "for_you", "take_part", "small_print")


@register.simple_tag(takes_context=True)
def site_pages(context: template.Context) -> dict[str, list[Any]]:
    """Return the pages below the home page: those `in_menu`, and all by their place in the footer.

    The places are `explore`, `for_you`, `take_part` and `small_print`. A page says what language
    it is `written_in` where that is not the language of what is being shown. One query for the
    site with its home page, one for the children.
    """
    request = context.get("request")
    home = home_of(request) if request else None
    places: dict[str, list[Any]] = {"in_menu": [], **{place: [] for place in FOOTER_PLACES}}
    if home is None:
        return places
    here = context.get("page")
    path = here.path if isinstance(here, Page) else ""
    language = language_of(home)
    for child in pages_below(home, request):
        child.is_open = path.startswith(child.path)
        child.is_here = path == child.path
        child.written_in = "" if language == get_language() else language
        if child.show_in_menus:
            places["in_menu"].append(child)
        places[_footer_place(child)].append(child)
    return places


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
        return page.get_full_url(request) or ""
    return f"{settings.SITE_URL}{request.path}" if request else settings.SITE_URL


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
