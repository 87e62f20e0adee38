"""What can be found of the portal: every page whose type extends PlainPage, and its snippets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from pages.cards import CARD_PICTURE
from pages.models.page import PlainPage
from pages.models.searching import facts_of
from pages.models.terms import load_related
from pages.models.tool import ToolPage
from pages.models.used import load_countries
from search.registry import (
    EVERYWHERE,
    MEMBER,
    PUBLIC,
    Facet,
    Row,
    Source,
    register_facet,
    register_kind,
    register_source,
)

YEARS: Final = 60  # older ones are found by words
# The snippets with a page of their own: kind, and the type of the page below which they stand.
SNIPPETS: Final = {
    "glossaryterm": ("term", "glossaryindexpage"),
    "person": ("person", "peopleindexpage"),
    "partner": ("partner", "peopleindexpage"),
}


def page_types() -> list[type[PlainPage]]:
    """Return every type of page that can be found, of whatever room."""
    return [model for model in apps.get_models() if issubclass(model, PlainPage)]


def pages_with_cover(image_id: int) -> list[int]:
    """Return the ids of the pages, of whatever type, that have an image as cover; one query."""
    parts = [
        model._default_manager.filter(cover_id=image_id).order_by().values_list("pk", flat=True)
        for model in page_types()
    ]
    return list(parts[0].union(*parts[1:]))


def register() -> None:
    """Let pages and snippets be found, each kind under the name of its type."""
    register_source(PageSource())
    register_facet(Facet(name="year", label=_("Year"), labels=_years))
    register_facet(
        Facet(name="written", label=_("Language"), labels=lambda: dict(settings.LANGUAGES))
    )
    for model in page_types():
        if model.is_findable:
            _name_kind(model.kind, model)
    known = apps.get_app_config("pages").models
    for name, (kind, index) in SNIPPETS.items():
        if name in known:
            _name_kind(kind, known[name])
            register_source(SnippetSource(known[name], kind=kind, index=known[index]))


def _years() -> dict[str, str]:
    """Return the years that a publication may be of, the newest first."""
    newest = timezone.localdate().year + 1
    return {str(year): str(year) for year in range(newest, newest - YEARS, -1)}


def _name_kind(kind: str, model: Any) -> None:
    scope = getattr(model, "lane_scope", EVERYWHERE)
    name, names = model._meta.verbose_name, model._meta.verbose_name_plural
    register_kind(kind, _capital(names), one=_capital(name), scope=scope)


_capital: Any = lazy(capfirst, str)


class PageSource(Source):
    """All published pages; who may read them is told by the restrictions above them."""

    name = "pages"

    def keys(self) -> Iterable[str]:
        """Yield the id of every published page that can be found."""
        types = ContentType.objects.get_for_models(*page_types()).values()
        pages = Page.objects.live().filter(content_type__in=types, alias_of=None).order_by("pk")
        return map(str, pages.values_list("pk", flat=True).iterator(chunk_size=2_000))

    def rows(self, keys: Sequence[str]) -> Iterator[Row]:
        """Yield what may be found of these pages; some queries for each type, none for each."""
        pages = _published(keys)
        load_related(pages)
        restrictions = _restrictions()
        for page in pages:
            audience = _audience_of(page, restrictions)
            address = page.get_url_parts()
            facts = page.search_facts() if audience and address and address[2] else None
            if facts is not None:
                yield _row_of_page(page, address[2], audience, facts)


def _published(keys: Sequence[str]) -> list[Any]:
    """Return the published pages of these ids as what they are, with their covers."""
    found = Page.objects.live().filter(pk__in=keys, alias_of=None)
    by_type: dict[int, list[int]] = defaultdict(list)
    for key, type_id in found.values_list("pk", "content_type_id"):
        by_type[type_id].append(key)
    pages: list[Any] = []
    for type_id, ids in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model and issubclass(model, PlainPage) and model.is_findable:
            specific = model._default_manager.filter(pk__in=ids).select_related("cover", "locale")
            found_here = list(specific.prefetch_related("cover__renditions"))
            if model is ToolPage:
                load_countries(found_here)
            pages += found_here
    return pages


def _restrictions() -> list[PageViewRestriction]:
    rows = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    return list(rows)


def _audience_of(page: Page, restrictions: list[PageViewRestriction]) -> tuple[str, ...]:
    """Return who may find a page, by all restrictions on it and above it; empty when nobody may.

    Who may not read it by signing in (a shared password) does not find it. Where two lists of
    groups meet, only groups that stand in both do.
    """
    audience: set[str] | None = None
    for restriction in restrictions:
        if not page.path.startswith(restriction.page.path):
            continue
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            return ()
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            groups = {f"group:{group.pk}" for group in restriction.groups.all()}
            has_groups = audience is not None and MEMBER not in audience
            audience = (audience or set()) & groups if has_groups else groups
        elif audience is None:
            audience = {MEMBER}
    return (PUBLIC,) if audience is None else tuple(sorted(audience))


def _row_of_page(page: Any, address: str, audience: tuple[str, ...], facts: dict[str, Any]) -> Row:
    language = page.locale.language_code
    with override(language):
        card = _stored(page.card_facts(None))
    card["url"] = address
    return Row(
        **{
            "key": str(page.pk),
            "language": language,
            "kind": page.kind,
            "title": page.title,
            "url": address,
            "summary": card.get("text") or page.search_description or "",
            "card": card,
            "audience": audience,
        }
        | facts
    )


def _stored(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a card as JSON: words instead of promises, pictures by address."""
    stored = {name: value for name, value in facts.items() if value not in (None, "", ())}
    stored["title"], stored["text"] = force_str(facts["title"]), force_str(facts.get("text", ""))
    stored["kicker"] = force_str(facts.get("kicker", ""))
    stored["meta"] = [force_str(fact) for fact in facts.get("meta", ())]
    stored["groups"] = [
        {"code": group.code, "label": group.label} for group in facts.get("groups", ())
    ]
    stored["stages"] = [int(stage) for stage in facts.get("stages", ())]
    stored["stage_text"] = force_str(facts.get("stage_text", ""))
    if starts := facts.get("starts"):
        stored["starts"] = starts.isoformat()
    stored.pop("image", None)
    if image := facts.get("image"):
        stored["image"] = {CARD_PICTURE: _pictures(image)}
    return {name: value for name, value in stored.items() if value not in ("", [], {}, False)}


def _pictures(image: Any) -> dict[str, Any]:
    made = image.existing_pictures(CARD_PICTURE)
    return {
        name: {"url": one.url, "width": one.width, "height": one.height}
        for name, one in made.items()
    }


class SnippetSource(Source):
    """Published snippets with an address below an index page: terms, people, partners."""

    def __init__(self, model: type[models.Model], *, kind: str, index: type[Page]) -> None:
        self.name = str(model._meta.label_lower)
        self.model: Any = model
        self.kind = kind
        self.index: Any = index

    def keys(self) -> Iterable[str]:
        """Yield the id of every published one."""
        published = self.model.objects.filter(live=True).order_by("pk")
        return map(str, published.values_list("pk", flat=True).iterator(chunk_size=2_000))

    def rows(self, keys: Sequence[str]) -> Iterator[Row]:
        """Yield what may be found of these: nothing without a public index page to stand below."""
        above = self._addresses()
        restrictions = _restrictions()
        things = list(self.model.objects.filter(pk__in=keys, live=True))
        load_related(things)
        for thing in things:
            locale = getattr(thing, "locale_id", None)
            for page in above:
                is_home = locale == page.locale_id if locale else page is above[0]
                audience = _audience_of(page, restrictions)
                if is_home and audience:
                    yield self._row(thing, page, audience)

    def _addresses(self) -> list[Any]:
        """Return the published index pages, that of the site's own language first."""
        pages = self.index.objects.live().filter(alias_of=None).select_related("locale")
        main = settings.LANGUAGE_CODE
        return sorted(pages, key=lambda page: (page.locale.language_code != main, page.pk))

    def _row(self, thing: Any, page: Any, audience: tuple[str, ...]) -> Row:
        language = page.locale.language_code
        address = f"{page.get_url_parts()[2]}{thing.path}"
        facts = thing.search_facts() if hasattr(thing, "search_facts") else facts_of(thing)
        said = facts.pop("summary", "") or getattr(thing, "definition", "")
        summary = force_str(said or getattr(thing, "role", ""))[:300]
        is_example = bool(getattr(thing, "is_example", False))
        card: dict[str, Any] = {"title": str(thing), "url": address, "text": summary}
        card["kind"] = self.kind
        if is_example:
            card["is_example"] = True
        return Row(
            **{
                "key": str(thing.pk),
                "language": language,
                "kind": self.kind,
                "title": str(thing),
                "url": address,
                "summary": summary,
                "card": card,
                "audience": audience,
                "weight": 0.9,
            }
            | facts
        )
