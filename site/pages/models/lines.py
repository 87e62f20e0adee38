"""A list of short texts, written one a line."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models
from django.forms import Textarea

LONGEST = 120


class Lines(SimpleArrayField):
    """The form field: one text a line; blank lines and repetitions are dropped."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the lines, each once, in their order."""
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return list(dict.fromkeys(super().to_python(value)))


class LinesField(ArrayField):  # type: ignore[type-arg]
    """A list of short texts, edited as lines."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("base_field", models.CharField(max_length=LONGEST))
        options.setdefault("blank", True)
        options.setdefault("default", list)
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        """Return a field in which each line is one text."""
        chosen = {
            "form_class": Lines,
            "delimiter": "\n",
            "widget": Textarea(attrs={"rows": 3}),
            **options,
        }
        return super().formfield(**chosen)
