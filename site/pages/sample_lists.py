"""Plants the sample pages as empty drafts, so that texts may link to each other."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from pages.models import (
    ArticlePage,
    AudiencePage,
    CaseIndexPage,
    CasePage,
    HomePage,
    NewsIndexPage,
    StandardPage,
    ToolboxPage,
    ToolPage,
    ToolPathPage,
)
from pages.sample_values import Shelf

FOLDER: Final = Path(__file__).parent / "sample"
BETWEEN_CASES: Final = timedelta(days=21)  # as if one were published every third week
# The three lists: slug, type, file; and what stands in each: files and type.
LISTS: Final[tuple[tuple[str, type[Any], str, tuple[tuple[str, type[Any]], ...]], ...]] = (
    ("toolbox", ToolboxPage, "toolbox", (("tools-*", ToolPage), ("paths", ToolPathPage))),
    ("cases", CaseIndexPage, "cases", (("good-practice-cases", CasePage),)),
    ("news", NewsIndexPage, "news", (("articles", ArticlePage),)),
)

Planted = list[tuple[Any, dict[str, Any]]]


def read(name: str) -> Any:
    """Return what stands in one file of the folder. Raises FileNotFoundError."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_all(pattern: str) -> list[dict[str, Any]]:
    """Return the entries of all files of that name, in the order of their names."""
    files = sorted(path.stem for path in FOLDER.glob(f"{pattern}.json"))
    return [entry for name in files for entry in read(name)]


def draft(parent: Any, model: type[Any], entry: dict[str, Any], slug: str) -> Any:
    """Return a new page below `parent` that nobody sees yet and that has a title only."""
    return parent.add_child(instance=model(title=entry["title"], slug=slug, live=False))


def plant_lists(home: HomePage, shelf: Shelf) -> Planted:
    """Plant the toolbox, the cases and the articles; return each page with its entry."""
    planted: Planted = []
    for slug, model, file, contents in LISTS:
        entry = read(file)
        index = shelf.pages[slug] = draft(home, model, entry, slug)
        index.show_in_menus = True
        planted.append((index, entry))
        for pattern, child_model in contents:
            planted += _plant_children(index, child_model, read_all(pattern), shelf)
    return planted


def _plant_children(
    index: Any, model: type[Any], entries: list[dict[str, Any]], shelf: Shelf
) -> Planted:
    planted: Planted = []
    for place, entry in enumerate(entries):
        child = draft(index, model, entry, entry["slug"])
        child.first_published_at = timezone.now() - place * BETWEEN_CASES
        shelf.pages[f"{index.slug}/{child.slug}"] = child
        if isinstance(child, ToolPage):
            shelf.tools[entry["code"]] = child
        planted.append((child, entry))
    return planted


def plant_others(home: HomePage, shelf: Shelf) -> Planted:
    """Plant the doors for the four groups and the pages of their own."""
    planted: Planted = []
    for file, model in (("audiences", AudiencePage), ("standard", StandardPage)):
        for entry in read(file):
            page = shelf.pages[entry["slug"]] = draft(home, model, entry, entry["slug"])
            planted.append((page, entry))
    return planted
