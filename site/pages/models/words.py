"""What is said of a partner or a person, who are the same in every language."""

from typing import ClassVar, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages import blocks


class Words(NamedTuple):
    """A text, a role, and the `language` that they are in where it is not the active one."""

    text: str
    role: str
    language: str


class InLanguages(models.Model):
    """Something whose own `text` and `role` are in the site's language, the others beside them."""

    in_languages = StreamField(
        [("words", blocks.WordsInLanguage())],
        verbose_name=_("in other languages"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Where a language is missing, the words above stand, marked as what they are."),
    )

    words_panel: ClassVar = FieldPanel("in_languages")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse two texts for one language."""
        super().clean()
        codes = [block.value["language"] for block in self.in_languages]
        if len(codes) != len(set(codes)):
            raise ValidationError({"in_languages": _("Each language once.")})

    @property
    def words(self) -> Words:
        """What is said in the active language, else in the site's own; no query."""
        active = str(get_language())
        for block in self.in_languages:
            if block.value["language"] == active:
                return Words(block.value["text"].source, block.value["role"], "")
        own = settings.LANGUAGE_CODE
        return Words(self._own("text"), self._own("role"), "" if active == own else own)

    def _own(self, name: str) -> str:
        return str(getattr(self, name, ""))
