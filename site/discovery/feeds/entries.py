"""The newest pages of a section as entries, whatever their types, by a handful of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from discovery.linked_data.plain import licence_address
from discovery.public import SECTIONS, all_kinds, language_of, public, types_of
from discovery.reading.sections import html_of, links_of
from discovery.refusals import Refused
from discovery.shares import share_address
from pages.models.bylines import names_of
from pages.models.terms import load_related, terms_of
from vocabulary.models import CODE, Scheme, Term

ENTRIES: Final = 30
# The parameters by which a feed can be narrowed, with the field and the vocabulary of each.
FACETS: Final = {
    "stage": ("stage", Scheme.OI_STAGE),
    "theme": ("themes", Scheme.THEME),
    "group": ("stakeholder_groups", Scheme.STAKEHOLDER_GROUP),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page in a feed; `identity` never changes, wherever the page moves."""

    identity: str
    title: str
    address: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    language: str
    licence: str
    picture: str


def chosen_terms(asked: Any) -> dict[str, Term]:
    """Return the terms by which a feed is narrowed, by parameter.

    Raises:
        Refused: a parameter is not known, repeated, or names no term.
    """
    chosen: dict[str, Term] = {}
    for name, values in asked.lists():
        if name not in FACETS or len(values) != 1:
            raise Refused("A feed is narrowed by stage, theme or group, each given once.")
        if not CODE.fullmatch(values[0]):
            raise Refused(f"{name}: this is not the code of a term.")
        scheme = FACETS[name][1]
        term = Term.objects.filter(scheme=scheme, code=values[0]).first()
        if term is None:
            raise Refused(f"{name}: there is no such term.", 404)
        chosen[name] = term
    return chosen


def pages_of(section: str, language: str, terms: dict[str, Term]) -> Any:
    """Return all public pages of a section in one language, narrowed by terms."""
    kinds = all_kinds() if section == "all" else SECTIONS[section]
    narrowed = Q(pk__in=[])
    for model in types_of(kinds):
        query = _of_type(model, terms)
        if query is not None:
            narrowed |= Q(pk__in=query.values("pk"))
    return public(Page.objects.filter(narrowed), language=language)


def entries_of(pages: Any, request: HttpRequest | None = None) -> list[Entry]:
    """Return the newest of the pages as entries."""
    newest = list(pages.order_by("-first_published_at", "-pk")[:ENTRIES])
    found = specific_in_order(newest)
    load_related(found)
    links = links_of(found, request)
    return [entry_of(page, request, links) for page in found]


def specific_in_order(pages: list[Page]) -> list[Any]:
    """Return pages as what they are, in the same order: one query a type."""
    by_type: dict[Any, list[int]] = {}
    for page in pages:
        by_type.setdefault(page.cached_content_type.model_class(), []).append(page.pk)
    found = {
        page.pk: page
        for model, numbers in by_type.items()
        for page in model._default_manager.filter(pk__in=numbers).select_related("cover")
    }
    return [found[page.pk] for page in pages if page.pk in found]


def entry_of(page: Any, request: HttpRequest | None, links: Any) -> Entry:
    """Return a page as an entry; its whole text only where its licence lets others print it."""
    licence = licence_address(page)
    card = page.card(request)
    title = str(page.title)
    published = _published(page)
    return Entry(
        identity=identity_of(page),
        title=gettext("Example: %(title)s") % {"title": title} if card.is_example else title,
        address=page.get_full_url(request) or "",
        summary=_summary(page, card),
        html=html_of(page, links) if licence else "",
        published=published,
        updated=max(page.last_published_at or published, published),
        authors=_authors(page),
        categories=tuple(
            (term.identity, str(term))
            for name in ("stage", "themes")
            for term in _terms(page, name)
        ),
        language=language_of(page),
        licence=licence,
        picture=urljoin(settings.SITE_URL, share_address(page)),
    )


def identity_of(page: Any) -> str:
    """Return a tag URI (RFC 4151) that stays the same when a page is moved or renamed."""
    host = urljoin(settings.SITE_URL, "/").split("/")[2].partition(":")[0]
    return f"tag:{host},2016:{page.translation_key}/{language_of(page)}"


def _of_type(model: Any, terms: dict[str, Term]) -> Any | None:
    """Return the pages of a type that have the terms; None where it has no such field."""
    query = model._default_manager.all()
    names = {field.name for field in model._meta.get_fields()}
    for parameter, term in terms.items():
        field = FACETS[parameter][0]
        if field not in names:
            return None
        query = query.filter(**{field: term})
    return query


def _published(page: Any) -> datetime:
    """Return when a page came out: the date that stands on it, else its first publication."""
    first: datetime = page.first_published_at or page.latest_revision_created_at or timezone.now()
    date = getattr(page, "date", None)
    if date is None or date == timezone.localdate(first):
        return first
    return datetime.combine(date, time(12), tzinfo=UTC)


def _summary(page: Any, card: Any) -> str:
    when = getattr(page, "when_text", "")
    parts = (when, card.text or page.search_description)
    return ". ".join(str(part) for part in parts if part)


def _authors(page: Any) -> tuple[str, ...]:
    if hasattr(page, "authors"):
        return names_of(page)
    written = str(getattr(page, "authors_text", "") or "")
    return (written,) if written else ()


def _terms(page: Any, name: str) -> Iterable[Term]:
    fields = {field.name: field for field in page._meta.get_fields()}
    if name not in fields:
        return ()
    if fields[name].many_to_many:
        return terms_of(page, name)
    term = getattr(page, name)
    return (term,) if term else ()
