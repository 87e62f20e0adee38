"""Model fields that point at the terms of one vocabulary."""

from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField

from vocabulary.models import Scheme, Term


def term_field(scheme: Scheme, **options: Any) -> "models.ForeignKey[Any, Any]":
    """Return a foreign key to one term of ``scheme``; ``options`` are those of a foreign key."""
    return models.ForeignKey(Term, **{"on_delete": models.PROTECT, **_defaults(scheme), **options})


def terms_field(scheme: Scheme, **options: Any) -> "ParentalManyToManyField[Any, Any]":
    """Return a many-to-many field to terms of ``scheme``, for clusterable models."""
    return ParentalManyToManyField(Term, **{**_defaults(scheme), **options})


def _defaults(scheme: Scheme) -> dict[str, Any]:
    return {
        "limit_choices_to": {"scheme": scheme.value},
        "related_name": "+",
        "verbose_name": scheme.label,
    }
