"""Publications with people and files, the glossary and the directory, as little as is valid."""

from datetime import date
from typing import Any

import factory
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from pages.models import (
    GlossaryIndexPage,
    GlossaryTerm,
    Partner,
    PeopleIndexPage,
    PublicationIndexPage,
    PublicationPage,
    SiteDocument,
)
from pages.models.publication_parts import Contributor, PublicationFile
from tests.factories.pages import LISTING, PageFactory, only, term
from vocabulary.models import Scheme


class PublicationPageFactory(PageFactory):
    """A report of one author."""

    class Meta:
        model = PublicationPage

    abstract = "What was found.\n\nAnd why."
    date = date(2026, 3, 9)
    publisher = "INSPIRE"
    grant_number = "691440"
    keywords = ("open innovation", "firms")
    publication_type = factory.LazyFunction(
        lambda: term(Scheme.PUBLICATION_TYPE, "report-deliverable")
    )

    @classmethod
    def default_parent(cls) -> Page:
        """Return the list of publications."""
        return only(PublicationIndexPage, "Publications", **LISTING)

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        authors = fields.pop("authors", ["Müller, Jörg"])
        fields["keywords"] = list(fields["keywords"])
        page = super()._create(model_class, *args, **fields)
        for place, name in enumerate(authors):
            Contributor.objects.create(page=page, name=name, sort_order=place)
        return page


def add_file(page: Page, name: str = "report.pdf", label: str = "Full report") -> PublicationFile:
    """Give a publication a file."""
    document = SiteDocument.objects.create(title=label, file=ContentFile(b"%PDF-1.7", name=name))
    return PublicationFile.objects.create(page=page, document=document, label=label)


def glossary() -> Page:
    """Return the glossary."""
    return only(GlossaryIndexPage, "Glossary", slug="glossary", **LISTING)


def glossary_term(**fields: Any) -> GlossaryTerm:
    """Return a published term."""
    values = {"term": "Open call", "slug": "open-call", "definition": "A question to all."}
    locale = Locale.objects.get(language_code="en")
    return GlossaryTerm.objects.create(**values | {"locale": locale} | fields)


def directory() -> Page:
    """Return the directory of partners and people."""
    return only(PeopleIndexPage, "Partners", slug="partners", **LISTING)


def partner(**fields: Any) -> Partner:
    """Return a published partner."""
    values = {"name": "Haus der Offenheit", "short_name": "HDO", "slug": "hdo"}
    return Partner.objects.create(**values | fields)
