"""Brings the terms and authors of any number of pages, of any type, with few queries."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any, Final, NamedTuple

from django.db import connection, models

from lane.memory import rows_by_id
from pages.models.person import Person
from vocabulary.known import terms_by_id
from vocabulary.models import Term

# Which page points at what, by the number of the field in the list that was asked for.
Link = tuple[int, int, int]


class Kept(NamedTuple):
    """What a web process has in memory: how it is found by ids, and in which order it is shown."""

    find: Callable[[Collection[int]], dict[int, Any]]
    rank: Callable[[Any], tuple[Any, ...]]


def people_by_id(ids: Collection[int]) -> dict[int, Person]:
    """Return people of the directory by id; at most one query, see `lane.memory.rows_by_id`."""
    everybody = Person.objects.in_bulk
    return rows_by_id("pages.people", ids, Person.lane_scope, everything=everybody, some=everybody)


def load_related(pages: Iterable[Any]) -> None:
    """Put every term and every author that the pages point at into the pages themselves.

    One query for the links, one more for each kind that is not in memory. What an unpublished draft
    or a preview already holds is left alone.
    """
    by_type: dict[type[models.Model], list[Any]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    fields = [(model, field) for model in by_type for field in _many_fields(model)]
    links = _links([(field, [page.pk for page in by_type[model]]) for model, field in fields])
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for number, _, target in links:
        wanted[fields[number][1].related_model].add(target)
    wanted[Term] |= {
        key
        for model, found in by_type.items()
        for field in _single_fields(model)
        for page in found
        if (key := getattr(page, field.attname)) is not None
    }
    found = {kind: KEPT[kind].find(ids) for kind, ids in wanted.items() if ids}
    _hand_out_single(by_type, found.get(Term, {}))
    _hand_out_many(by_type, [field for _, field in fields], links, found)


def terms_of(page: Any, name: str) -> list[Term]:
    """Return the terms of one field in the vocabulary's own order."""
    if name in getattr(page, "_cluster_related_objects", {}):
        return sorted(getattr(page, name).all(), key=_rank)
    return list(getattr(page, name).select_related("parent").order_by("order", "code"))


def _rank(term: Term) -> tuple[int, str]:
    return term.order, term.code


def _by_name(person: Person) -> tuple[str, str]:
    return person.family_name, person.given_name


KEPT: Final[dict[Any, Kept]] = {
    Term: Kept(terms_by_id, _rank),
    Person: Kept(people_by_id, _by_name),
}


@cache
def _many_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.many_to_many if field.related_model in KEPT]


@cache
def _single_fields(model: type[models.Model]) -> list[Any]:
    fields = model._meta.concrete_fields
    return [field for field in fields if field.is_relation and field.related_model is Term]


def _links(wanted: list[tuple[Any, list[int]]]) -> list[Link]:
    """Return the rows of the tables behind the fields, all by one query.

    Written by hand: the same union, built by the ORM, took a third of the time of a page.
    """
    if not wanted:
        return []
    parts = [_select(field) for field, _ in wanted]
    params = [value for number, (_, ids) in enumerate(wanted) for value in (number, ids)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows: list[Any] = cursor.fetchall()
    return rows


@cache
def _select(field: Any) -> str:
    """Return the part of the query that reads one field; only names of our own models are in it."""
    quote = connection.ops.quote_name
    table = quote(field.m2m_db_table())
    owner, term = quote(field.m2m_column_name()), quote(field.m2m_reverse_name())
    return f"SELECT %s::int, {owner}, {term} FROM {table} WHERE {owner} = ANY(%s)"  # noqa: S608


def _hand_out_single(by_type: dict[type[models.Model], list[Any]], terms: dict[int, Term]) -> None:
    for model, pages in by_type.items():
        for field in _single_fields(model):
            for page in pages:
                if (single := terms.get(getattr(page, field.attname))) is not None:
                    setattr(page, field.name, single)


def _hand_out_many(
    by_type: dict[type[models.Model], list[Any]],
    fields: list[Any],
    links: list[Link],
    found: dict[type[models.Model], dict[int, Any]],
) -> None:
    lists: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for number, owner, target in links:
        # What was deleted between the two queries is gone.
        if (value := found[fields[number].related_model].get(target)) is not None:
            lists[number, owner].append(value)
    for number, field in enumerate(fields):
        rank = KEPT[field.related_model].rank
        for page in by_type[field.model]:
            kept = page.__dict__.setdefault("_cluster_related_objects", {})
            kept.setdefault(field.name, sorted(lists[number, page.pk], key=rank))
