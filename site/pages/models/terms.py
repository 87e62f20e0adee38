"""Brings the vocabulary terms of any number of pages, of any type, with one query."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db import models
from django.db.models import F, Value

from vocabulary.models import Term

COLUMNS: Final = ("id", "scheme", "code", "order", "labels", "texts", "data", "is_retired")
PARENT_COLUMNS: Final = ("id", "scheme", "code", "order", "labels")


def load_terms(pages: Iterable[Any]) -> None:
    """Put every term that the pages point at into the pages themselves, by one query.

    What an unpublished draft or a preview already holds in memory is left alone.
    """
    by_type: dict[type[models.Model], list[Any]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    queries = [
        _through(model, field, found)
        for model, found in by_type.items()
        for field in _many_fields(model)
    ]
    single = {
        getattr(page, field.attname)
        for model, found in by_type.items()
        for field in _single_fields(model)
        for page in found
    } - {None}
    if single:
        queries.append(Term.objects.filter(pk__in=single).values_list(*_columns("", "", None)))
    if not queries:
        return
    rows = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
    _hand_out(by_type, list(rows))


def terms_of(page: Any, name: str) -> list[Term]:
    """Return the terms of one field in the vocabulary's own order."""
    if name in getattr(page, "_cluster_related_objects", {}):
        return sorted(getattr(page, name).all(), key=_rank)
    return list(getattr(page, name).select_related("parent").order_by("order", "code"))


def _rank(term: Term) -> tuple[int, str]:
    return term.order, term.code


def _many_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.many_to_many if field.related_model is Term]


def _single_fields(model: type[models.Model]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [field for field in fields if field.is_relation and field.related_model is Term]


def _columns(label: str, prefix: str, owner: str | None) -> list[Any]:
    """Return what is read of a term, the same for each part of the union."""
    whose = F(owner) if owner else Value(0, output_field=models.BigIntegerField())
    return [
        Value(label, output_field=models.CharField()),
        whose,
        *(F(prefix + name) for name in COLUMNS),
        *(F(f"{prefix}parent__{name}") for name in PARENT_COLUMNS),
    ]


def _through(model: type[models.Model], field: Any, pages: list[Any]) -> Any:
    source = f"{field.m2m_field_name()}_id"
    rows = field.remote_field.through._default_manager.order_by()
    rows = rows.filter(**{f"{source}__in": [page.pk for page in pages]})
    prefix = f"{field.m2m_reverse_field_name()}__"
    return rows.values_list(*_columns(f"{model._meta.label}.{field.name}", prefix, source))


def _term(row: tuple[Any, ...]) -> Term:
    own = dict(zip(COLUMNS, row, strict=False))
    above = dict(zip(PARENT_COLUMNS, row[len(COLUMNS) :], strict=True))
    return Term(**own, parent=Term(**above) if above["id"] else None)


def _hand_out(by_type: dict[type[models.Model], list[Any]], rows: list[tuple[Any, ...]]) -> None:
    terms: dict[int, Term] = {}
    lists: dict[tuple[str, int], list[Term]] = defaultdict(list)
    for label, owner, *columns in rows:
        term = terms.setdefault(columns[0], _term(tuple(columns)))
        if label:
            lists[label, owner].append(term)
    for model, pages in by_type.items():
        for page in pages:
            memory = page.__dict__.setdefault("_cluster_related_objects", {})
            for field in _many_fields(model):
                found = lists[f"{model._meta.label}.{field.name}", page.pk]
                memory.setdefault(field.name, sorted(found, key=_rank))
            for field in _single_fields(model):
                if (single := terms.get(getattr(page, field.attname))) is not None:
                    setattr(page, field.name, single)
