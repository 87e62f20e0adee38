"""Which pages are to be read again, as one statement: each type of page has its interval."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from wagtail.models import Page, get_page_models

from editorial.models import ArchivedPage, ReviewInterval
from pages.models.page import PlainPage

OWN_FIELD: Final = "review_after_months"
# What is of its day is not read again, unless an interval is set for its type.
OF_THEIR_DAY: Final = ("date", "start")


def default_months(model: type[Page]) -> int:
    """Return after how many months pages of a type are read again when nobody said otherwise."""
    if not issubclass(model, PlainPage):
        return 0
    names = {field.name for field in model._meta.get_fields()}
    return 0 if names & set(OF_THEIR_DAY) else settings.EDITORIAL_REVIEW_MONTHS


def due_pages(*, now: datetime, user: Any = None) -> Any:
    """Return the public pages due at `now`, with `due_on` and `months`."""
    return with_due_date(Page.objects.live()).filter(due_on__lte=now)


def with_due_date(pages: Any) -> Any:
    """Return the pages of a set that are read again at all, with `last_read` and `due_on`."""
    last_read = Coalesce(
        "review_record__reviewed_at", "last_published_at", "latest_revision_created_at"
    )
    months = Func(Value(0), F("months"), function="make_interval")
    due = ExpressionWrapper(F("last_read") + months, output_field=DateTimeField())
    return (
        pages.filter(alias_of=None)
        .exclude(ArchivedPage.objects.below())
        .annotate(months=_months(), last_read=last_read)
        .filter(months__gt=0)
        .annotate(due_on=due)
    )


def _months() -> Any:
    """Return the expression for a page's interval: its own, that of its type, the site's."""
    chosen = dict(ReviewInterval.objects.values_list("content_type_id", "months"))
    models = get_page_models()
    kinds = ContentType.objects.get_for_models(*models)
    by_type = {kinds[model].pk: default_months(model) for model in models} | chosen
    whens = [When(content_type_id=key, then=Value(number)) for key, number in by_type.items()]
    types = Case(*whens, default=Value(0), output_field=IntegerField())
    own = [_own_months(model) for model in models if _has_own(model)]
    return Coalesce(*own, types) if own else types


def _has_own(model: type[Page]) -> bool:
    return any(field.name == OWN_FIELD for field in model._meta.get_fields())


def _own_months(model: type[Page]) -> Any:
    rows = model.objects.filter(pk=OuterRef("pk")).order_by()
    return Subquery(rows.values(OWN_FIELD)[:1], output_field=IntegerField())
