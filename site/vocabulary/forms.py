"""Lets people choose a term in a form, without a query where all terms are in memory."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from vocabulary.models import Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class TermChoiceField(forms.ChoiceField):
    """One term out of few, named by its code; the cleaned value is the term, or None."""

    def __init__(
        self,
        *,
        terms: Callable[[], list[Term]],
        empty_label: "StrOrPromise | None" = None,
        **options: Any,
    ) -> None:
        self.terms, self.empty_label = terms, empty_label
        super().__init__(choices=self._labelled, **options)

    def clean(self, value: Any) -> Any:
        """Return the term.

        Raises:
            ValidationError: nothing was chosen although it is needed, or what is no choice.
        """
        code = self.to_python(value)
        if not code:
            self.validate(code)
            return None
        for term in self.terms():
            if term.code == code:
                return term
        message = self.error_messages["invalid_choice"]
        raise ValidationError(message, code="invalid_choice", params={"value": code})

    def prepare_value(self, value: Any) -> Any:
        """Return the code that a form shows as chosen."""
        return value.code if isinstance(value, Term) else value

    def _labelled(self) -> Iterator[tuple[str, "StrOrPromise"]]:
        if self.empty_label is not None:
            yield "", self.empty_label
        for term in self.terms():
            yield term.code, term.label
