"""What editors put on top for certain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast

from search.folding import folded
from search.models import Entry, Promotion

MOST: Final = 3
PHRASE: Final = 4  # words that may stand together as one


@dataclass(frozen=True)
class Promoted:
    """A result that editors chose, in their words."""

    title: str
    url: str
    text: str
    language: str


def promoted_for(text: str, *, language: str, viewer: Any = None) -> list[Promoted]:
    """Return what editors chose for these words, at most three; one query.

    Only what the viewer may see and what is in the index, under its present title and address.
    """
    phrases = list(_phrases(folded(text).split()[:12]))
    if not phrases:
        return []
    page = Cast(OuterRef("page_id"), CharField())
    entry = Entry.objects.visible_to(viewer).filter(source="pages", key=page)
    chosen = Promotion.objects.filter(folded__overlap=phrases, language__in=("", language))
    chosen = chosen.annotate(
        entry_title=Subquery(entry.values("title")[:1]),
        entry_url=Subquery(entry.values("url")[:1]),
        entry_text=Subquery(entry.values("summary")[:1]),
        entry_language=Subquery(entry.values("language")[:1]),
    ).exclude(entry_url=None)
    rows = chosen.order_by("order", "pk").values_list(
        "entry_title", "entry_url", "text", "entry_text", "entry_language"
    )
    return [
        Promoted(title, url, own or summary, tongue)
        for title, url, own, summary, tongue in rows[:MOST]
    ]


def _phrases(words: list[str]) -> Iterator[str]:
    """Yield each run of up to four words."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + PHRASE, len(words)) + 1):
            yield " ".join(words[start:end])
