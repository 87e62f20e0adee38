"""A source of rows in memory, and only it, for tests of the index."""

from collections.abc import Iterable, Sequence

import pytest

from search import actions, registry
from search.registry import Facet, Row, Source


class Shelf(Source):
    """Rows that a test puts in and takes out."""

    name = "shelf"

    def __init__(self) -> None:
        self.stock: dict[tuple[str, str], Row] = {}

    def put(self, key: object, title: str, **fields: object) -> Row:
        values = {"language": "en", "kind": "tool", "url": f"/{key}/"} | fields
        row = Row(key=str(key), title=title, **values)
        self.stock[row.key, row.language] = row
        return row

    def keys(self) -> Iterable[str]:
        return sorted({key for key, _language in self.stock})

    def rows(self, keys: Sequence[str]) -> Iterable[Row]:
        return [row for (key, _language), row in self.stock.items() if key in keys]


@pytest.fixture
def shelf(db, monkeypatch):
    """Return the only source of this test; its kinds and letters are facets."""
    only = Shelf()
    monkeypatch.setattr(registry, "_sources", {only.name: only})
    letters = {letter: letter.upper() for letter in "abcdef"}
    known = registry.facets() | {
        name: Facet(name=name, label=name.title(), labels=lambda: letters)
        for name in ("first", "second")
    }
    monkeypatch.setattr(registry, "_facets", known)
    return only


@pytest.fixture
def stocked(shelf):
    """Return a function that brings the index up to date with the shelf."""
    return lambda: actions.rebuild()
