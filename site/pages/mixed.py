"""Pages of many types at once, by as few queries as for one type."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import JSONField, TextField, prefetch_related_objects
from wagtail.fields import StreamField
from wagtail.models import Page

TEXTS: Final = (StreamField, TextField, JSONField)
SHORT_TEXTS: Final = frozenset({"url_path", "summary"})
# What only editors see.
DESK_FIELDS: Final = (
    "draft_title",
    "seo_title",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "owner",
)

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


@cache
def not_on_cards(model: type[Page]) -> tuple[str, ...]:
    """Return the fields that a card of this type does not read: long texts, and the desk's own.

    A type names in `card_texts` those of its texts that its card does read.
    """
    shown = SHORT_TEXTS | set(getattr(model, "card_texts", ()))
    fields = [field for field in model._meta.concrete_fields if isinstance(field, TEXTS)]
    return (*(field.name for field in fields if field.name not in shown), *DESK_FIELDS)


def column_of(type_: type[Page] | None) -> str:
    """Return the name under which a page knows itself as `type_`; empty for deeper types."""
    is_child = type_ is not None and type_._meta.get_parent_list() == [Page]
    return str(type_._meta.model_name) if type_ and is_child else ""
