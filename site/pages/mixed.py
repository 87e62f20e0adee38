"""Pages of many types at once, by as few queries as for one type."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from wagtail.models import Page

# The type of a page never changes, and no id is used twice.
_types: dict[int, int] = {}


def pages_by_id(ids: Iterable[int]) -> dict[int, Any]:
    """Return pages of any type by id, drafts among them, each as its own type with its cover.

    One query; one more the first time that this process meets some of them.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    if unknown := wanted - _types.keys():
        _types.update(Page.objects.filter(pk__in=unknown).values_list("pk", "content_type"))
    types = ContentType.objects.get_for_id
    models = {key: types(_types[key]).model_class() for key in wanted & _types.keys()}
    joins = {join for model in models.values() for join in _joins(model)}
    found = Page.objects.filter(pk__in=wanted).select_related(*sorted(joins))
    return {page.pk: getattr(page, column_of(models.get(page.pk)) or "specific") for page in found}


def _joins(model: type[Page] | None) -> list[str]:
    """Return what to join for pages of a type: itself, and its cover."""
    column = column_of(model)
    if not column:
        return []
    return [column, f"{column}__cover"] if hasattr(model, "cover") else [column]


def load_pictures(pages: Iterable[Any]) -> None:
    """Bring the pictures of all covers, of pages of any type, by one query at most."""
    covers = [page.cover for page in pages if getattr(page, "cover_id", None)]
    prefetch_related_objects(covers, "renditions")


def column_of(type_: type[Page] | None) -> str:
    """Return the name under which a page knows itself as `type_`; empty for deeper types."""
    is_child = type_ is not None and type_._meta.get_parent_list() == [Page]
    return str(type_._meta.model_name) if type_ and is_child else ""
