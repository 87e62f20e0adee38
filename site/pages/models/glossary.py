"""A word of the field: what it means here, where that comes from, and where it is used."""

from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from pages.models.announced import Announced
from pages.models.glossary_words import forget_words
from pages.models.lines import LinesField
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


class GlossaryQuerySet(models.QuerySet["GlossaryTerm"]):
    """Terms with a name for the sets in which they are shown."""

    def live(self) -> Self:
        """Return the published terms."""
        return self.filter(live=True)


class GlossaryTerm(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    Announced,
    ClusterableModel,
):
    """One term in one language."""

    term = models.CharField(_("term"), max_length=100)
    slug = models.SlugField(
        _("slug"), max_length=100, help_text=_("The last part of its address in the glossary.")
    )
    definition = models.TextField(
        _("definition"),
        max_length=800,
        help_text=_("In our own words, in one to three sentences. The first stands alone."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where the idea comes from.")
    )
    synonyms = LinesField(
        verbose_name=_("other words for it"),
        help_text=_("One a line: abbreviations and spellings. They are found and linked too."),
    )
    related_terms = ParentalManyToManyField(
        "self",
        verbose_name=_("related terms"),
        symmetrical=False,
        related_name="related_from",
        blank=True,
    )
    tools = ParentalManyToManyField(
        "pages.ToolPage",
        verbose_name=_("tools that use it"),
        related_name="glossary_terms",
        blank=True,
    )
    vocabulary_term = term_field(
        Scheme.GLOSSARY_TERM, null=True, blank=True, verbose_name=_("entry of the vocabulary")
    )
    is_linked = models.BooleanField(
        _("link it in texts"),
        default=True,
        help_text=_("Off for a word that also has an everyday meaning, such as “pilot”."),
    )

    lane_scope = "glossary"
    objects = models.Manager.from_queryset(GlossaryQuerySet)()
    panels = [
        FieldRowPanel([FieldPanel("term"), FieldPanel("slug")]),
        FieldPanel("definition"),
        FieldPanel("source"),
        FieldPanel("synonyms"),
        FieldPanel("is_linked"),
        MultiFieldPanel(
            [FieldPanel("related_terms"), FieldPanel("tools"), FieldPanel("vocabulary_term")],
            heading=_("Where it leads"),
        ),
    ]
    search_fields = [
        index.SearchField("term", boost=4),
        index.AutocompleteField("term"),
        index.SearchField("definition"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ("term",)
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="one_glossary_slug_a_language")
        ]

    def __str__(self) -> str:
        """Return the term."""
        return self.term

    def save(self, *args: Any, **options: Any) -> None:
        """Save the term and let the texts know."""
        super().save(*args, **options)
        forget_words(self.locale_id)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the term and let the texts know."""
        forget_words(self.locale_id)
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **options)
        return deleted

    @property
    def path(self) -> str:
        """The part of its address behind that of the glossary."""
        return f"{self.slug}/"

    def get_absolute_url(self) -> str:
        """Return the address in the glossary of its language; empty before there is one."""
        from pages.models.glossary_index import glossary_url  # noqa: PLC0415 - it lists terms

        address = glossary_url(self.locale_id)
        return f"{address}{self.path}" if address else ""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template that also shows it to visitors."""
        return "pages/glossary_term.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what a visitor would see of it in the glossary."""
        from pages.models.glossary_index import preview_of  # noqa: PLC0415 - it lists terms

        return preview_of(request, self)
