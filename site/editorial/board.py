"""Where every translation stands: pages and snippets by languages, counted in SQL."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, ModelLogEntry, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from editorial.actions.translating import kind_of
from editorial.models import ArchivedPage, TranslationMark

STATES: Final[dict[str, Any]] = {
    "missing": _("Missing"),
    "alias": _("Shows the original"),
    "draft": _("Draft"),
    "stale": _("Original changed"),
    "fine": _("Up to date"),
}


@dataclass(frozen=True)
class Progress:
    """How far one language is."""

    locale: Locale
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many originals there are."""
        return sum(self.counts.values())

    @property
    def percent(self) -> int:
        """How many of them are up to date, in a hundred."""
        return round(100 * self.counts.get("fine", 0) / self.total) if self.total else 0

    @property
    def rows(self) -> list[tuple[Any, int]]:
        """Each state with its number, in a fixed order."""
        return [(label, self.counts.get(code, 0)) for code, label in STATES.items()]


def translatable_models() -> dict[str, Any]:
    """Return what the board can show by name: pages first, then each snippet that has languages."""
    snippets = [m for m in get_snippet_models() if issubclass(m, TranslatableMixin)]
    return {"page": Page} | {model._meta.label_lower: model for model in snippets}


def target_locales() -> list[Locale]:
    """Return the languages into which is translated."""
    default = Locale.get_default()
    return [locale for locale in Locale.objects.order_by("language_code") if locale != default]


def originals(model: Any) -> Any:
    """Return what is translated: originals in the site's own language."""
    rows = model._default_manager.filter(locale=Locale.get_default())
    if issubclass(model, Page):
        rows = rows.filter(alias_of=None, depth__gt=1).exclude(ArchivedPage.objects.below())
        return rows.annotate(changed_at=F("last_published_at"))
    return rows.annotate(changed_at=_last_edit(model, OuterRef("pk")))


def _last_edit(model: Any, key: Any) -> Any:
    """Return the moment of the last change of a snippet, from Wagtail's log."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    entries = ModelLogEntry.objects.filter(
        content_type=kind, object_id=Cast(key, CharField()), content_changed=True
    )
    newest = entries.order_by("-timestamp").values("timestamp")[:1]
    return Subquery(newest, output_field=DateTimeField())


def with_states(rows: Any, model: Any, locales: list[Locale]) -> Any:
    """Return the originals with `state_N`, `target_N`, `since_N` and `mark_N` of each locale N."""
    for locale in locales:
        rows = rows.annotate(**_facts(model, locale))
        rows = rows.annotate(**{f"state_{locale.pk}": _state(locale.pk)})
    return rows


def _facts(model: Any, locale: Locale) -> dict[str, Any]:
    """Return the look-ups for one language."""
    twin = model._default_manager.filter(
        translation_key=OuterRef("translation_key"), locale=locale
    ).order_by()
    mark = TranslationMark.objects.filter(
        content_type=kind_of(model), translation_key=OuterRef("translation_key"), locale=locale
    )
    key, is_page = locale.pk, issubclass(model, Page)
    has_drafts = is_page or any(field.name == "live" for field in model._meta.get_fields())
    said = Subquery(mark.values("synced_at")[:1], output_field=DateTimeField())
    touched = _touched(twin, model, is_page)
    nothing = Value(None, output_field=IntegerField())
    return {
        f"target_{key}": Subquery(twin.values("pk")[:1], output_field=IntegerField()),
        f"alias_{key}": _column(twin, "alias_of_id", IntegerField()) if is_page else nothing,
        f"live_{key}": (
            _column(twin, "live", BooleanField())
            if has_drafts
            else Value(True, output_field=BooleanField())
        ),
        f"since_{key}": Coalesce(said, touched),
        f"mark_{key}": Subquery(mark.values("source_revision_id")[:1], output_field=IntegerField()),
        f"who_{key}": Subquery(mark.values("synced_by__name")[:1], output_field=CharField()),
    }


def _touched(twin: Any, model: Any, is_page: bool) -> Any:
    """Return when a translation without a mark was last worked on."""
    if is_page:
        newest = Coalesce("latest_revision_created_at", "last_published_at")
        rows = twin.annotate(touched=newest).values("touched")[:1]
    else:
        rows = twin.annotate(touched=_last_edit(model, OuterRef("pk"))).values("touched")[:1]
    return Subquery(rows, output_field=DateTimeField())


def _column(twin: Any, name: str, field: Any) -> Any:
    return Subquery(twin.values(name)[:1], output_field=field)


def _state(key: int) -> Any:
    return Case(
        When(**{f"target_{key}": None}, then=Value("missing")),
        When(**{f"alias_{key}__isnull": False}, then=Value("alias")),
        When(**{f"live_{key}": False}, then=Value("draft")),
        When(changed_at__gt=F(f"since_{key}"), then=Value("stale")),
        default=Value("fine"),
        output_field=CharField(),
    )


def progress(model: Any, locales: list[Locale]) -> list[Progress]:
    """Return how far each language is; one query a language, whatever there is."""
    found = []
    for locale in locales:
        name = f"state_{locale.pk}"
        rows = with_states(originals(model), model, [locale]).order_by().values_list(name)
        found.append(Progress(locale, dict(rows.annotate(number=Count("pk")))))
    return found
