"""Finds the page of an address, and the pages below the home page, by as few queries as can be."""

from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

BELOW: Final = 2  # parts of an address behind that of a page which answers for them
# What a link needs; the page itself is never read.
LINK_FIELDS: Final = (
    "title",
    "path",
    "depth",
    "numchild",
    "url_path",
    "slug",
    "show_in_menus",
    "locale",
    "content_type",
)


def home_of(request: HttpRequest) -> Page | None:
    """Return the home page of this site in the active language, or None before there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    home: Page = site.root_page
    # The tree of a site begins in its own language: only the other languages cost a look-up.
    return home if get_language() == settings.LANGUAGE_CODE else home.localized


def language_of(home: Page) -> str:
    """Return the code of the language in which the pages of this home are written."""
    roots = Site.get_site_root_paths()
    written = (root.language_code for root in roots if root.root_path == home.url_path)
    return next(written, settings.LANGUAGE_CODE)


def pages_below(home: Page, request: HttpRequest | None, *, join: str = "") -> list[Any]:
    """Return the live pages right below the home page, asked for once a request.

    `join` names a type of page, and what it points at, to be brought along: who asks with it first
    spares the menu its query.
    """
    known = getattr(request, "pages_below_home", None)
    if known is None or known[0] != home.pk:
        children = home.get_children().live()
        children = children.select_related(join) if join else children.only(*LINK_FIELDS)
        known = (home.pk, list(children))
        if request is not None:
            vars(request)["pages_below_home"] = known
    return known[1]


def address_of_type(request: HttpRequest, model_name: str) -> str:
    """Return the address of the only page of a type below the home page; empty without one.

    No query beside those of the menu.
    """
    home = home_of(request)
    below = pages_below(home, request) if home else []
    found = (page for page in below if page.cached_content_type.model == model_name)
    page = next(found, None)
    return (page.get_url(request) or "") if page else ""


def route_directly(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page of this very address at any depth, or None where Wagtail has to look.

    A page whose type says that it `answers_below` also answers for one or two parts behind its own
    address. One or two queries after the site's own, where Wagtail's walk down the tree takes two a
    level. The page then knows `pages_above`, the trail that leads to it. Raises Http404 for an
    unpublished page.
    """
    home = home_of(request)
    names = [name for name in path.split("/") if name]
    if home is None:
        return None
    if not names:
        return _arrive(request, home, [], [])
    paths = [f"{home.url_path}{'/'.join(names[:end])}/" for end in range(1, len(names) + 1)]
    # The slug has an index, the whole path has none.
    rows = list(Page.objects.filter(slug__in=names, url_path__in=paths).order_by("depth"))
    if not rows:
        return None
    rest = names[paths.index(rows[-1].url_path) + 1 :]
    if rest and not (len(rest) <= BELOW and _answers_below(rows[-1])):
        return None
    return _arrive(request, rows[-1], [home, *rows[:-1]], rest)


def restrictions_on(page: Page) -> QuerySet[PageViewRestriction]:
    """Return the restrictions on a page and on all above it, by one query instead of two.

    An alias obeys the page that it mirrors, as in Wagtail.
    """
    steps = range(page.steplen, len(page.path) + 1, page.steplen)
    paths = [page.path[:length] for length in steps]
    found: QuerySet[PageViewRestriction] = PageViewRestriction.objects.filter(
        Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
    )
    return found.distinct()


def _answers_below(page: Page) -> bool:
    return bool(getattr(page.cached_content_type.model_class(), "answers_below", False))


def _arrive(request: HttpRequest, found: Page, above: list[Page], rest: list[str]) -> RouteResult:
    """Fetch the page as what it is, together with the answer whether it is restricted."""
    pages = found.cached_content_type.model_class()._default_manager
    page = pages.annotate(is_restricted=Exists(restrictions_on(found))).get(pk=found.pk)
    page.pages_above = above
    if above:
        # Under this name treebeard remembers a parent; Wagtail's own walk sets it as well.
        vars(page)["_cached_parent_obj"] = above[-1]
    return page.route(request, rest)
