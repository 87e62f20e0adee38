"""Moves every row that points at one thing to another, whatever room the row belongs to.

A row that may not stand beside one of the staying thing (a seat at the same event, a second
profile) is resolved by the rule of its model. Rooms above write theirs down with `merge_rule`;
without one, a row that may live without an owner lets go of it, and any other is dropped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from wagtail.models.audit_log import BaseLogEntry

Rule = Callable[[Any, Any, "Tally"], None]
_rules: Final[dict[tuple[str, str], Rule]] = {}


@dataclass
class Tally:
    """What happened to the rows of one model."""

    model: type[models.Model]
    moved: int = 0
    joined: int = 0
    let_go: int = 0
    dropped: int = 0

    @property
    def name(self) -> str:
        """How the rows are called."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.moved or self.joined or self.let_go or self.dropped)


def merge_rule(*labels: str, of: str = "members.User") -> Callable[[Rule], Rule]:
    """Return a decorator for a function that runs before the rows of "app.Model" move.

    It gets the staying thing, the going thing and the tally, and leaves whatever can simply move.
    `of` says which kind of things become one.
    """

    def register(rule: Rule) -> Rule:
        _rules.update({(of.lower(), label.lower()): rule for label in labels})
        return rule

    return register


def pointers_at(target: type[models.Model]) -> Iterator[tuple[type[models.Model], Any]]:
    """Yield each model with each of its own fields that points at `target`.

    The tables between two sides of a many-to-many field are models too, and so are found here.
    """
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is target:
                yield model, field


def labels_at(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str, str]]:
    """Yield each model that can name any thing, with its fields for the type and for the key."""
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, BaseLogEntry) and "object_id" in _names(model):
            yield model, "content_type", "object_id"
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield model, field.ct_field, field.fk_field


@transaction.atomic
def move_all(*, staying: models.Model, going: models.Model) -> list[Tally]:
    """Let everything that points at `going` point at `staying`; return what was done, by model."""
    target = type(staying)
    tallies: dict[type[models.Model], Tally] = {}
    for model, field in pointers_at(target):
        tally = tallies.get(model)
        if tally is None:
            tally = tallies[model] = Tally(model)
            if rule := _rules.get((target._meta.label_lower, model._meta.label_lower)):
                rule(staying, going, tally)
        _move(field, staying, going, tally)
    for model, type_field, key_field in labels_at(target):
        named = {type_field: ContentType.objects.get_for_model(target), key_field: str(going.pk)}
        tally = tallies.setdefault(model, Tally(model))
        tally.moved += QuerySet(model).filter(**named).update(**{key_field: str(staying.pk)})
    return [tally for tally in tallies.values() if not tally.is_empty]


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def _move(field: Any, staying: Any, going: Any, tally: Tally) -> None:
    """Move the rows of one field at once, or one by one where some are in the way."""
    rows: QuerySet[Any] = QuerySet(field.model).filter(**{field.name: going})
    try:
        with transaction.atomic():
            tally.moved += rows.update(**{field.name: staying})
    except IntegrityError:
        for key in list(rows.order_by("pk").values_list("pk", flat=True)):
            _move_one(field, QuerySet(field.model).filter(pk=key), staying, tally)


def _move_one(field: Any, row: Any, staying: Any, tally: Tally) -> None:
    try:
        with transaction.atomic():
            tally.moved += row.update(**{field.name: staying})
    except IntegrityError:
        if field.null:
            tally.let_go += row.update(**{field.name: None})
        else:
            row.delete()
            tally.dropped += 1
