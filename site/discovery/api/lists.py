"""Cuts, narrows and orders the lists of the API."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from discovery.api.filters import FIELDS, Since, Slice
from discovery.public import public
from discovery.refusals import Refused
from pages.models.terms import load_related
from vocabulary.models import Term

Bring = Callable[[Sequence[Any]], None]


@dataclass(frozen=True)
class Kind:
    """One kind of page: its type, how one is written, what must be brought along first."""

    model: Any
    write: Callable[[Any], dict[str, Any]]
    stage_field: str = "stage"
    bring: Bring = load_related


def listed(kind: Kind, asked: Since) -> dict[str, Any]:
    """Return one slice of the public pages of a kind that were asked for.

    Raises:
        Refused: a language or a term is not known.
    """
    pages = public(kind.model.objects.all(), language=known_language(asked.language))
    if asked.updated_since is not None:
        pages = pages.filter(last_published_at__gte=aware(asked.updated_since))
    for name, scheme_field in _chosen(asked, kind):
        pages = pages.filter(**{scheme_field[0]: _term(name, scheme_field[1], asked)})
    return sliced(pages.order_by("pk"), asked, kind.write, kind.bring)


def one(kind: Kind, number: int) -> Any:
    """Return one public page, ready to be written. Raises Http404."""
    page = public(kind.model.objects.filter(pk=number)).first()
    if page is None:
        raise Http404
    kind.bring([page])
    return page


def sliced(
    rows: Any, asked: Slice, write: Callable[[Any], dict[str, Any]], bring: Bring | None = None
) -> dict[str, Any]:
    """Return `total`, the page's number and its items; beyond the last page there are none."""
    start = (asked.page - 1) * asked.per_page
    found = list(rows[start : start + asked.per_page])
    if bring is not None:
        bring(found)
    return {
        "total": rows.count(),
        "page": asked.page,
        "per_page": asked.per_page,
        "items": [write(row) for row in found],
    }


def known_language(code: str | None) -> str:
    """Return a language of this site, or an empty text for all. Raises Refused."""
    if code is not None and code not in dict(settings.LANGUAGES):
        known = ", ".join(name for name, _label in settings.LANGUAGES)
        raise Refused(f"language: this site is written in {known}.", 422)
    return code or ""


def aware(moment: Any) -> Any:
    """Return a moment with its zone; one without is in UTC."""
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)


def _chosen(asked: Since, kind: Kind) -> list[tuple[str, tuple[str, str]]]:
    fields = FIELDS | {"stage": (kind.stage_field, "oi_stage")}
    return [(name, fields[name]) for name in fields if getattr(asked, name, None) is not None]


def _term(name: str, scheme: str, asked: Any) -> Term:
    found = Term.objects.filter(scheme=scheme, code=getattr(asked, name)).first()
    if found is None:
        raise Refused(f"{name}: there is no such term in the vocabulary {scheme}.", 422)
    return found
