"""Terms of the controlled vocabularies, and the questions asked of them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Collate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vocabulary.schemes import Scheme

__all__ = ["CODE", "FALLBACK_LANGUAGE", "Scheme", "Term"]

FALLBACK_LANGUAGE = "en"
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,59}")


def active_language() -> str:
    """Return the primary subtag of the active language, such as ``fr`` for ``fr-be``."""
    return (get_language() or FALLBACK_LANGUAGE).partition("-")[0]


class TermQuerySet(models.QuerySet["Term"]):
    """The sets of terms that have a name."""

    def of(self, scheme: Scheme) -> TermQuerySet:
        """Return the terms of one vocabulary in its own order, parents joined (one query)."""
        return self.filter(scheme=scheme).select_related("parent").order_by("order", "code")

    def current(self) -> TermQuerySet:
        """Return the terms that may still be chosen."""
        return self.filter(is_retired=False)

    def top(self) -> TermQuerySet:
        """Return the terms without a parent."""
        return self.filter(parent__isnull=True)

    def alphabetical(self) -> TermQuerySet:
        """Return the terms sorted by label in the active language, accents and case ignored."""
        return self.order_by(
            Collate(
                Coalesce(
                    KeyTextTransform(active_language(), "sort_keys"),
                    KeyTextTransform(FALLBACK_LANGUAGE, "sort_keys"),
                ),
                "C",
            ),
            "code",
        )

    def get_by_code(self, scheme: Scheme, code: str) -> Term:
        """Return one term, its parent joined; raise ``Term.DoesNotExist`` when there is none."""
        return self.select_related("parent").get(scheme=scheme, code=code)


class Term(models.Model):
    """One entry of a vocabulary.

    Its identity is ``<scheme>/<code>``, which never changes; labels may. A term that leaves its
    file is retired and stays, because rows in other rooms point at it.
    """

    scheme = models.CharField(_("vocabulary"), max_length=40, choices=Scheme.choices)
    code = models.CharField(_("code"), max_length=60)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("broader term"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    labels = models.JSONField(
        _("labels"), default=dict, help_text=_("One label for each language code.")
    )
    texts = models.JSONField(
        _("longer texts"),
        default=dict,
        blank=True,
        help_text=_("Longer texts by name and language code."),
    )
    data = models.JSONField(_("more facts"), default=dict, blank=True)
    sort_keys = models.JSONField(
        _("sort keys"),
        default=dict,
        blank=True,
        help_text=_("Labels without accents and capitals, for alphabetical lists."),
    )
    is_retired = models.BooleanField(
        _("is retired"),
        default=False,
        help_text=_("Kept for what already refers to it, no longer offered."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        """Terms read in the order of their file."""

        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("scheme", "order", "code")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "code"), name="vocabulary_term_identity"),
        )

    def __str__(self) -> str:
        """Return the label."""
        return self.label

    @property
    def sort_key(self) -> tuple[str, str]:
        """By what lists in the active language are sorted; see `TermQuerySet.alphabetical`."""
        return self._in_active_language(self.sort_keys) or "", self.code

    @property
    def label(self) -> str:
        """The label in the active language, else in English, else the code."""
        return self._in_active_language(self.labels) or self.code

    @property
    def identity(self) -> str:
        """The stable relative identifier, such as ``theme/funding``."""
        return f"{self.scheme}/{self.code}"

    @property
    def uri(self) -> str:
        """The absolute identifier: ``settings.VOCABULARY_BASE_URI`` and the identity."""
        return f"{settings.VOCABULARY_BASE_URI}{quote(self.identity)}"

    @property
    def group(self) -> Term:
        """The topmost broader term; the term itself when it stands on top."""
        return self if self.parent is None else self.parent.group

    def text(self, name: str) -> str:
        """Return the longer text called ``name``, else an empty string."""
        return self._in_active_language(self.texts.get(name, {}))

    @staticmethod
    def _in_active_language(by_language: dict[str, Any]) -> str:
        return str(by_language.get(active_language()) or by_language.get(FALLBACK_LANGUAGE, ""))
