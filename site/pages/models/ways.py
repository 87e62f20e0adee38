"""Finds the page of an address, and the pages below the home page, by as few queries as can be."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from lane.keys import hosts_of
from lane.memory import keep, may_keep
from lane.showing import SITE
from pages.mixed import column_of
from pages.models.versions import published_versions, roots

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
    "translation_key",
    "alias_of",
    "locale",
    "content_type",
)
FILES: Final = (AbstractImage, AbstractDocument)
# How many types of page are joined at most to spare a query for the type.
MOST_TYPES: Final = 4
# What stood at an address the last time: a guess that spares the other joins, checked by the row.
_seen: dict[str, type[Page]] = {}
MOST_SEEN: Final = 10_000


def site_of(request: HttpRequest) -> Site | None:
    """Return the site that answers this request, without a query where it is in memory."""
    host = request.get_host()
    if not hasattr(request, "_wagtail_site") and host in _hosts():
        # Under these names Wagtail itself remembers for a request what it found.
        site = keep(f"site {host}", lambda: Site.find_for_request(request), SITE)
        vars(request)["_wagtail_site"] = site
        vars(request)["_wagtail_cached_site_root_paths"] = roots()
    return Site.find_for_request(request)


@cache
def _hosts() -> frozenset[str]:
    return hosts_of(settings.SITE_URL, settings.ALLOWED_HOSTS)


def home_of(request: HttpRequest) -> Page | None:
    """Return the home page of this site in the active language, or None before there is one."""
    site = site_of(request)
    if site is None:
        return None
    home: Page = site.root_page
    # The tree of a site begins in its own language: only the other languages cost a look-up.
    language = get_language()
    if language == settings.LANGUAGE_CODE:
        return home
    return keep(f"home {home.pk} {language}", lambda: home.localized, SITE)


def language_of(home: Page) -> str:
    """Return the code of the language in which the pages of this home are written."""
    written = (root.language_code for root in roots() if root.root_path == home.url_path)
    return next(written, settings.LANGUAGE_CODE)


def pages_below(home: Page, request: HttpRequest | None, *, join: str = "") -> list[Any]:
    """Return the live pages right below the home page, asked for once a request at most.

    `join` names a type of page, and what it points at, to be brought along: who asks with it first
    spares the menu its query. The pages are this request's own to write on.
    """
    known = getattr(request, "pages_below_home", None)
    if known is None or known[0] != home.pk:
        kept = keep(f"below {home.pk} {join}", lambda: _children(home, join), SITE)
        known = (home.pk, [_twin(page) for page in kept])
        if request is not None:
            vars(request)["pages_below_home"] = known
    return known[1]


def _children(home: Page, join: str) -> list[Any]:
    children = home.get_children().live()
    return list(children.select_related(join) if join else children.only(*LINK_FIELDS))


def _twin(page: Page) -> Page:
    """Return a page with the same values, to be written on without touching the first one."""
    twin: Page = page.__class__.__new__(page.__class__)
    vars(twin).update(vars(page))
    return twin


def address_of_type(request: HttpRequest, model_name: str) -> str:
    """Return the address of the only page of a type below the home page; empty without one.

    No query beside those of the menu.
    """
    home = home_of(request)
    below = pages_below(home, request) if home else []
    found = (page for page in below if page.cached_content_type.model == model_name)
    page = next(found, None)
    return (page.get_url(request) or "") if page else ""


def route(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page that answers an address, or None where nothing does.

    What is not there in the active language is looked for in the site's own.
    """
    site, home = site_of(request), home_of(request)
    if site is None or home is None:
        return None
    own: Page = site.root_page
    homes = [own] if home.pk == own.pk else [home, own]
    found = (_route_below(request, path, start) for start in homes)
    return next((result for result in found if result is not None), None)


def _route_below(request: HttpRequest, path: str, home: Page) -> RouteResult | None:
    """Return the page of this address below one home page, by the short way or by Wagtail's."""
    try:
        direct = route_directly(request, path, home)
        names = [name for name in path.split("/") if name]
        return direct or home.specific.route(request, names)
    except Http404:
        return None


def route_directly(request: HttpRequest, path: str, home: Page | None = None) -> RouteResult | None:
    """Return the page of this very address at any depth, or None where Wagtail has to look.

    It stands below `home`, by default the one of the active language.

    A page whose type says that it `answers_below` also answers for one or two parts behind its own
    address. One query where the site and the pages below its home are in memory, where Wagtail's
    walk down the tree takes two a level. The page then knows `pages_above`, the trail that leads
    to it, `is_restricted`, and its `versions` in other languages. Raises Http404 for an unpublished
    page.
    """
    home = home or home_of(request)
    names = [name for name in path.split("/") if name]
    if home is None:
        return None
    if not names:
        return _arrive(request, _fetch(home), [])
    first = next((page for page in pages_below(home, request) if page.slug == names[0]), None)
    if first is None or len(names) > 2:
        return _search(request, home, names)
    if len(names) == 1 or _answers_below(first):
        return _arrive(request, _fetch(first), [home], names[1:])
    found = _child(first, names[1])
    return _arrive(request, found, [home, first]) if found else None


def _search(request: HttpRequest, home: Page, names: list[str]) -> RouteResult | None:
    """Return the page at this address below `home`, and all above it, by two queries."""
    paths = [f"{home.url_path}{'/'.join(names[:end])}/" for end in range(1, len(names) + 1)]
    # The slug has an index, the whole path has none.
    rows = list(Page.objects.filter(slug__in=names, url_path__in=paths).order_by("depth"))
    if not rows:
        return None
    rest = names[paths.index(rows[-1].url_path) + 1 :]
    if rest and not (len(rest) <= BELOW and _answers_below(rows[-1])):
        return None
    return _arrive(request, _fetch(rows[-1]), [home, *rows[:-1]], rest)


def _answers_below(page: Page) -> bool:
    return bool(getattr(page.cached_content_type.model_class(), "answers_below", False))


def _fetch(found: Page) -> Any:
    """Return a page as what it is; one query."""
    model = found.cached_content_type.model_class()
    pages = model._default_manager.select_related(*_files_of(model))
    return pages.annotate(**_beside()).get(pk=found.pk)


def _child(parent: Page, slug: str) -> Any:
    """Return the page of this name right below another, as what it is, or None; one query.

    Two where pages of many types may stand there.
    """
    types = parent.cached_content_type.model_class().allowed_subpage_models()
    url_path = f"{parent.url_path}{slug}/"
    if url_path in _seen:
        types = [_seen[url_path]]
    joined = {model: column_of(model) for model in types} if len(types) <= MOST_TYPES else {}
    joins = [name for model, own in joined.items() if own for name in (own, *_files_of(model, own))]
    pages = Page.objects.select_related(*joins).annotate(**_beside())
    found = pages.filter(slug=slug, url_path=url_path).first()
    if found is None:
        return None
    model = found.cached_content_type.model_class()
    if len(_seen) >= MOST_SEEN:
        _seen.clear()
    _seen[url_path] = model
    if not joined.get(model):
        return _fetch(found)
    page = getattr(found, joined[model])
    page.is_restricted, page.versions = found.is_restricted, found.versions
    return page


def _files_of(model: type[Page], column: str = "") -> list[str]:
    """Return the fields of a type of page that hold an image or a document."""
    fields = [field for field in model._meta.concrete_fields if field.is_relation]
    files = [field.name for field in fields if issubclass(field.related_model, FILES)]
    return [f"{column}__{name}" if column else name for name in files]


def _beside() -> dict[str, Any]:
    """Return what is asked of a page together with the page itself.

    Whether it `is_restricted` is asked only where any page is.
    """
    versions = published_versions(OuterRef("translation_key")).values("url_path")
    is_any = not may_keep() or keep("restrictions", PageViewRestriction.objects.exists, SITE)
    return {
        "is_restricted": _is_restricted() if is_any else Value(False),
        "versions": ArraySubquery(versions),
    }


def _is_restricted() -> Exists:
    """Return whether a restriction stands on a page or above it, to be asked with the page.

    An alias obeys the page that it mirrors, as in Wagtail.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(path=path)
    return Exists(
        above.filter(
            Q(path__startswith=F("page__path")) | Q(path__startswith=F("page__aliases__path"))
        )
    )


def may_be_restricted(page: Page) -> bool:
    """Return whether a restriction may stand on a page that mirrors no other, or above it.

    From memory, where nothing is restricted, which is the rule.
    """
    restricted = keep("restricted paths", _restricted_paths, SITE)
    return str(page.path).startswith(restricted)


def _restricted_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True).distinct())


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


def _arrive(
    request: HttpRequest, page: Any, above: list[Page], rest: Sequence[str] = ()
) -> RouteResult:
    """Give a page the trail that leads to it, and let it answer for the rest of the address."""
    page.pages_above = above
    if above:
        # Under this name treebeard remembers a parent; Wagtail's own walk sets it as well.
        vars(page)["_cached_parent_obj"] = above[-1]
    return page.route(request, list(rest))
