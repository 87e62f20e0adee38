"""Who wrote an article: people of the directory by name, else the words an editor wrote."""

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext

from pages.models.person import Person


def authors_of(article: Any) -> list[Person]:
    """Return the people who wrote an article, by name; no query after `load_related`."""
    return list(article.authors.all())


def names_of(article: Any) -> tuple[str, ...]:
    """Return the names of those who wrote an article; of nobody in the directory, the words."""
    people = tuple(person.name for person in authors_of(article))
    return people or tuple(filter(None, [article.authors_text]))


def byline_of(article: Any) -> str:
    """Return the names of those who wrote an article, as they are read."""
    return get_text_list([*names_of(article)], gettext("and"))
