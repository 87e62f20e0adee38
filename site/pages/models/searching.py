"""What the search learns of a page or snippet by itself: its words, and its terms as facets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from html import unescape
from typing import Any, Final

from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.search import index

from pages.models.terms import terms_of
from search.registry import FACET_OF_SCHEME
from vocabulary.models import Term
from vocabulary.schemes import Scheme

# They have fields of their own in a row of the index.
TOLD_OTHERWISE: Final = {"title", "summary", "seo_title", "search_description", "slug", "term"}


def facts_of(thing: Any) -> dict[str, Any]:
    """Return the text and the facets of a page or snippet, as fields of a row of the index."""
    synonyms = getattr(thing, "synonyms", "") or ""
    words = synonyms if isinstance(synonyms, str) else " ".join(map(str, synonyms))
    return {
        "body": text_of(thing),
        "facets": facets_of(thing),
        "keywords": words,
        "dated": date_of(thing),
    }


def date_of(thing: Any) -> datetime | None:
    """Return the day that stands on a page, or on which it was first published."""
    found = getattr(thing, "start", None) or getattr(thing, "date", None)
    found = found or getattr(thing, "first_published_at", None)
    if isinstance(found, date) and not isinstance(found, datetime):
        return timezone.make_aware(datetime.combine(found, time(12)))
    return found


def text_of(thing: Any) -> str:
    """Return the words of all fields that a type names as searchable, without marks."""
    fields = type(thing).get_search_fields() if hasattr(thing, "get_search_fields") else ()
    values = (
        field.get_value(thing)
        for field in fields
        if isinstance(field, index.SearchField) and field.field_name not in TOLD_OTHERWISE
    )
    words = (word for value in values for text in _texts(value) for word in _plain(text).split())
    return " ".join(words)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for part in value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)


def _plain(text: str) -> str:
    """Return the words of HTML, those of neighbouring blocks kept apart."""
    return unescape(strip_tags(text.replace("<", " <"))) if "<" in text else text


def facets_of(thing: Any) -> dict[str, set[str]]:
    """Return every vocabulary term that a page or snippet points at, by the name of its facet.

    Of stakeholder groups the topmost counts: that is what a reader chooses from.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for term in _terms(thing):
        name = FACET_OF_SCHEME.get(term.scheme)
        if name:
            code = term.group.code if term.scheme == Scheme.STAKEHOLDER_GROUP else term.code
            found[name].add(code)
    return dict(found)


def open_to_all(facets: Mapping[str, Iterable[str]], *names: str) -> dict[str, Iterable[str]]:
    """Return the facets with every value of those of `names` in which nothing was chosen.

    For things of which nothing chosen means that all are meant. One query, where any is empty.
    """
    schemes = {scheme: name for scheme, name in FACET_OF_SCHEME.items() if name in names}
    empty = {scheme: name for scheme, name in schemes.items() if not facets.get(name)}
    rows = Term.objects.filter(scheme__in=list(empty)).current() if empty else Term.objects.none()
    found: dict[str, set[str]] = defaultdict(set)
    for scheme, code in rows.values_list("scheme", "code"):
        found[empty[scheme]].add(code)
    return {**facets, **found}


def _terms(thing: Any) -> Iterator[Term]:
    options = type(thing)._meta
    for field in options.concrete_fields:
        if field.is_relation and field.related_model is Term and getattr(thing, field.attname):
            yield getattr(thing, field.name)
    for field in options.many_to_many:
        if field.related_model is Term:
            yield from terms_of(thing, field.name)
