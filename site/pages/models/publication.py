"""A publication or deliverable: what a catalogue asks of it, and what a reader wants of it."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.blocks import library
from pages.identifiers import bare_doi, validate_deliverable, validate_doi
from pages.models.article import today
from pages.models.lines import LinesField
from pages.models.linked import cards_in, linked_pages
from pages.models.media import Licence
from pages.models.page import BasePage
from pages.models.publication_panels import publication_editor
from pages.models.publication_parts import Contributor
from pages.models.sets import CardQuerySet, card_manager
from pages.models.terms import load_related
from pages.models.ways import address_of_type
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


class PublicationQuerySet(CardQuerySet):
    """Publications by the date that stands on them."""

    def newest_first(self) -> Self:
        """Return the publications by their date, the newest first."""
        publications: Self = self.order_by("-date", "-pk")
        return publications

    def for_records(self) -> Self:
        """Return the publications with all that a catalogue shows of them: two queries more."""
        records: Self = self.select_related("locale").prefetch_related("contributors__person")
        return records


class PublicationPage(BasePage):
    """A work of the project, described as DataCite 4.6 asks, with its files."""

    class Dissemination(models.TextChoices):
        """Who may read a deliverable; the codes of the grant agreement."""

        PUBLIC = "PU", _("Public")
        SENSITIVE = "SEN", _("Sensitive")
        CONFIDENTIAL = "CO", _("Confidential")

    publication_type = term_field(
        Scheme.PUBLICATION_TYPE, null=True, verbose_name=_("type of publication")
    )
    abstract = models.TextField(
        _("abstract"), max_length=4000, help_text=_("A blank line begins a new paragraph.")
    )
    body = StreamField(
        blocks.Body(),
        verbose_name=_("more about it"),
        blank=True,
        default=list,
        help_text=_("What a reader takes from it, when there is more to say."),
    )
    date = models.DateField(_("date"), default=today)
    version = models.CharField(_("version"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    page_count = models.PositiveSmallIntegerField(_("number of pages"), null=True, blank=True)
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[validate_doi],
        help_text=_("10.5281/zenodo.1234567, with or without the address before it."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    publisher = models.CharField(
        _("publisher"), max_length=160, help_text=_("Who put it out; part of every citation.")
    )
    grant_number = models.CharField(
        _("grant agreement number"), max_length=20, blank=True, help_text=_("Digits only.")
    )
    deliverable_number = models.CharField(
        _("deliverable"), max_length=12, blank=True, validators=[validate_deliverable]
    )
    dissemination_level = models.CharField(
        _("dissemination level"), max_length=3, choices=Dissemination, blank=True
    )
    keywords = LinesField(
        verbose_name=_("keywords"), help_text=_("One a line. Others find it by them.")
    )
    related_identifiers = StreamField(
        [("identifier", library.RelatedIdentifier())],
        verbose_name=_("related works"),
        blank=True,
        max_num=30,
        default=list,
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("earlier version"),
        on_delete=models.SET_NULL,
        related_name="replaced_by",
        null=True,
        blank=True,
        help_text=_("The publication that this one replaces; each then leads to the other."),
    )

    objects = card_manager(PublicationQuerySet)
    kind = "publication"
    lane_scope = "publications"
    lane_shows = ("people",)
    lane_params: tuple[str, ...] = ()
    page_description = _("A report, a deliverable, an article or a data set, with its files.")
    template = "pages/publication.html"
    parent_page_types = ["pages.PublicationIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("abstract"),
        index.SearchField("keywords"),
        index.FilterField("date"),
        index.FilterField("publication_type_id"),
    ]
    edit_handler = publication_editor(
        Page.content_panels, BasePage.cover_panel, BasePage.subject_panel, FieldPanel("summary")
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def clean(self) -> None:
        """Keep the bare DOI; refuse one that another publication has, and a level without number.

        A publication cannot replace itself.
        """
        super().clean()
        self.doi = bare_doi(self.doi)
        wrong: dict[str, Any] = {}
        if self.doi and self._twins().exists():
            wrong["doi"] = _("Another publication of this site has this DOI.")
        if self.deliverable_number and not self.dissemination_level:
            wrong["dissemination_level"] = _("Every deliverable has a level.")
        if self.replaces_id and self.replaces_id == self.pk:
            wrong["replaces"] = _("A publication cannot replace itself.")
        if wrong:
            raise ValidationError(wrong)

    def _twins(self) -> "models.QuerySet[PublicationPage]":
        others: models.QuerySet[PublicationPage] = PublicationPage.objects.filter(
            doi__iexact=self.doi, locale_id=self.locale_id
        )
        return others.exclude(pk=self.pk)

    @property
    def doi_url(self) -> str:
        """The address under which the DOI is resolved; empty without a DOI."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def creators(self) -> list[tuple[str, str, str]]:
        """Family name, given names and ORCID iD of each author, in their order.

        An organisation has its whole name in the place of the family name.
        """
        return [row.parts for row in self.people_in() if row.role == Contributor.Role.AUTHOR]

    def people_in(self) -> list[Contributor]:
        """Return all rows of contributors with their people and organisations; one query."""
        known = {
            *getattr(self, "_cluster_related_objects", ()),
            *getattr(self, "_prefetched_objects_cache", ()),
        }
        if "contributors" in known:
            return list(self.contributors.all())
        if not hasattr(self, "_people_in"):
            rows = self.contributors.select_related("person__organisation")
            self._people_in: list[Contributor] = list(rows)
        return self._people_in

    @property
    def authors_text(self) -> str:
        """The authors as they are spoken of, one behind the other."""
        names = (f"{given} {family}".strip() for family, given, _orcid in self.creators)
        return ", ".join(names)

    @property
    def mark(self) -> str:
        """What stands large beside it in a list: the number of the deliverable, else the year."""
        return self.deliverable_number or str(self.date.year)

    @property
    def citation(self) -> str:
        """The citation in words, in the manner of APA, without its address."""
        from pages.citations import citation_of  # noqa: PLC0415 - it speaks of this model

        return citation_of(self)

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: type, number, date and pages."""
        kicker = str(self.publication_type or "")
        if self.deliverable_number:
            kicker = f"{kicker}, {self.deliverable_number}" if kicker else self.deliverable_number
        meta = [date_format(self.date, "YEAR_MONTH_FORMAT")]
        return super().card_facts(request) | {"kicker": kicker, "meta": tuple(meta)}

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns: the year, the language of the work, its names."""
        facts = super().search_facts() or {}
        facets = {**facts["facets"], "written": [self.language], "year": [str(self.date.year)]}
        names = (*self.keywords, self.doi, self.deliverable_number, self.authors_text)
        return facts | {"facets": facets, "keywords": " ".join(filter(None, names))}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with people, files, versions and the cards in the text."""
        linked = linked_pages(self.body)
        load_related([self, *linked.values()])
        return super().get_context(request, *args, **kwargs) | {
            "contributors": self.people_in(),
            "abstract": linebreaks(self.abstract, autoescape=True),
            "directory": address_of_type(request, "peopleindexpage"),
            "files": self.files_in(),
            "versions": self.editions(),
            "cards_in_text": cards_in(linked, request),
        }

    def files_in(self) -> list[Any]:
        """Return the rows of files with their documents; one query."""
        if "files" in getattr(self, "_cluster_related_objects", {}):
            return list(self.files.all())
        return list(self.files.select_related("document"))

    def editions(self) -> dict[str, Any]:
        """Return the live publications right before (`earlier`) and behind (`later`) this one."""
        around = models.Q(replaces=self.pk) | models.Q(pk=self.replaces_id)
        found = list(PublicationPage.objects.live().filter(around).order_by("date"))
        return {
            "earlier": [page for page in found if page.pk == self.replaces_id],
            "later": [page for page in found if page.replaces_id == self.pk],
        }
