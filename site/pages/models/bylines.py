"""Who wrote an article: people of the directory by name, else the words an editor wrote."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.text import get_text_list
from django.utils.translation import gettext

from pages.models.person import Person


def authors_of(article: Any) -> list[Person]:
    """Return the people who wrote an article, by name; one query, none where they were loaded."""
    known = {
        *getattr(article, "_cluster_related_objects", ()),
        *getattr(article, "_prefetched_objects_cache", ()),
    }
    if "authors" not in known and article.pk:
        load_authors([article])
    return list(article.authors.all())


def load_authors(pages: Iterable[Any]) -> None:
    """Bring the authors of all articles among the pages; at most one query."""
    articles = [page for page in pages if hasattr(page, "authors") and page.pk]
    prefetch_related_objects(articles, "authors")


def names_of(article: Any) -> tuple[str, ...]:
    """Return the names of those who wrote an article; of nobody in the directory, the words."""
    people = tuple(person.name for person in authors_of(article))
    return people or tuple(filter(None, [article.authors_text]))


def byline_of(article: Any) -> str:
    """Return the names of those who wrote an article, as they are read."""
    return get_text_list([*names_of(article)], gettext("and"))
