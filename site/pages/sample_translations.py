"""Loads the few sample pages that are translated; the others show what happens without.

The rest of the site is shown in its own language below the prefix of the other, with a notice.
"""

from dataclasses import replace
from typing import Any, Final

from wagtail.models import Locale

from pages.models import HomePage, ToolPage
from pages.sample_lists import read
from pages.sample_values import Shelf

LANGUAGES: Final = ("fr", "de")


def translate(home: HomePage, shelf: Shelf) -> list[tuple[Any, dict[str, Any], Shelf]]:
    """Plant the translations of published pages; return each with its entry and its shelf.

    A file has them by their paths below the home page, which itself has none, parents first.
    """
    planted = []
    for language in LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        texts = read(f"translations/{language}")
        pages: dict[str, Any] = {}
        for path, entry in texts.items():
            original = shelf.pages[path] if path else home
            page = _copy(original, locale, entry)
            pages[path] = page
            planted.append((page, entry, replace(shelf, pages={**shelf.pages, **pages}, tools={})))
    return planted


def _copy(original: Any, locale: Locale, entry: dict[str, Any]) -> Any:
    """Return a draft of a page in another language, at its own address."""
    page = original.specific.copy_for_translation(locale)
    page.title, page.slug = entry["title"], entry["slug"]
    if isinstance(page, ToolPage):
        # What was made from the other language's words is made anew.
        page.worksheet = page.worksheet_pdf = None
        page.worksheet_parts = []
    page.save()
    return page
