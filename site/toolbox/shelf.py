"""Takes tools and paths from the shelf: what everyone may read, in the reader's language first."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction

from pages.models import ToolPage, ToolPathPage
from pages.models.terms import load_related


def tools(codes: Iterable[str] | None = None, *, for_cards: bool = False) -> list[ToolPage]:
    """Return the tools that everyone may read, by their codes, with their terms; two queries.

    With the pictures of their cards it is two more at most.

    Each code once: in the active language, else in the site's own. With `codes`, those tools in
    that order; what is not on the shelf is left out.
    """
    wanted = None if codes is None else list(codes)
    if wanted == []:
        return []
    rows = _readable(ToolPage.objects.all())
    rows = rows.for_cards() if for_cards else rows
    if wanted is not None:
        rows = rows.filter(code__in=wanted)
    found = {tool.code: tool for tool in _own_language_last(rows)}
    load_related(found.values())
    if wanted is None:
        return sorted(found.values(), key=lambda tool: tool.code_order)
    return [found[code] for code in wanted if code in found]


def paths() -> list[ToolPathPage]:
    """Return the paths that everyone may read, by their letters; two queries."""
    rows = _readable(ToolPathPage.objects.all()).for_cards().by_letter()
    found = {path.letter: path for path in _own_language_last(rows)}
    load_related(found.values())
    return sorted(found.values(), key=lambda path: path.letter)


def path_of(letter: str) -> ToolPathPage | None:
    """Return the path with this letter, or None; one query."""
    rows = _readable(ToolPathPage.objects.filter(letter=letter))
    found = _own_language_last(rows)
    return found[-1] if found else None


def _readable(rows: QuerySet[Any]) -> Any:
    """Return those of the pages that are live in one of two languages and behind no door."""
    doors = PageViewRestriction.objects.annotate(
        outer=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    languages = {get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE}
    return rows.filter(
        ~Exists(doors.filter(outer__startswith=F("page__path"))),
        live=True,
        locale__language_code__in=languages,
    ).select_related("locale")


def _own_language_last(rows: Any) -> list[Any]:
    """Return the rows, those in the active language behind the others, so that they win."""
    active = get_language() or settings.LANGUAGE_CODE
    return sorted(rows, key=lambda page: page.locale.language_code == active)
