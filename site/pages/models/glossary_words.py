"""Keeps the words of each language's glossary ready for texts: no query while nothing changes."""

import uuid
from functools import partial
from typing import Final

from django.core.cache import cache
from django.db import transaction

from pages.glossary_links import Entry, Linker

KEPT_SECONDS: Final = 300  # also the time after which a moved glossary is found at its new address
_ready: dict[int, tuple[str, Linker]] = {}


def linker_of(locale_id: int) -> Linker:
    """Return what links the terms of one language; two queries after a change, else none.

    Every process compiles the words for itself; the cache only says which state is the newest, so
    that a change is seen by all processes at once.
    """
    state = str(cache.get_or_set(_key(locale_id), _new_state, KEPT_SECONDS))
    known = _ready.get(locale_id)
    if known is None or known[0] != state:
        known = _ready[locale_id] = (state, Linker(_entries(locale_id)))
    return known[1]


def forget_words(locale_id: int) -> None:
    """Let every process read the words again, now and once more when others can see the change."""
    _forget(locale_id)
    transaction.on_commit(partial(_forget, locale_id))


def _forget(locale_id: int) -> None:
    cache.set(_key(locale_id), _new_state(), KEPT_SECONDS)


def _entries(locale_id: int) -> list[Entry]:
    """Return the published terms of a language that may be linked; none without a glossary."""
    from pages.models.glossary_index import GlossaryIndexPage  # noqa: PLC0415 - it lists terms

    page = GlossaryIndexPage.objects.live().public().filter(locale_id=locale_id).first()
    address = page.get_url() if page else None
    if page is None or not address:
        return []
    terms = page.listed().filter(is_linked=True).values_list("slug", "term", "synonyms")
    return [Entry(f"{address}{slug}/", (term, *synonyms)) for slug, term, synonyms in terms]


def _new_state() -> str:
    return uuid.uuid4().hex


def _key(locale_id: int) -> str:
    return f"pages.glossary.{locale_id}"
