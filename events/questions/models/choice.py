"""One of the answers that a question offers."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Choice(models.Model):
    """One choice, perhaps with places: so many people may take it at most."""

    question = models.ForeignKey(
        "questions.Question",
        verbose_name=_("question"),
        on_delete=models.CASCADE,
        related_name="choices",
    )
    label = models.CharField(_("choice"), max_length=200)
    words: models.JSONField[Any, Any] = models.JSONField(
        _("in other languages"), default=dict, blank=True
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    places = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_retired = models.BooleanField(_("is no longer offered"), default=False)

    objects: ClassVar[models.Manager["Choice"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ("question", "position", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.label

    def label_in(self, language: str) -> str:
        """Return the choice in a language, or as it was written first."""
        return str(self.words.get(language, "")) or self.label
