"""Publications, partners, people, terms, questions, forms: with as little in them as is valid."""

from datetime import date

import factory
from wagtail.models import Locale, Page

from pages.models import (
    Contributor,
    FaqPage,
    FormField,
    FormPage,
    GlossaryIndexPage,
    GlossaryTerm,
    Partner,
    PeopleIndexPage,
    Person,
    PressPage,
    PublicationIndexPage,
    PublicationPage,
)
from tests.factories.pages import LISTING, PageFactory, home_page, only, term
from vocabulary.models import Scheme


class PublicationPageFactory(PageFactory):
    """A report with one author."""

    class Meta:
        model = PublicationPage

    publication_type = factory.LazyFunction(
        lambda: term(Scheme.PUBLICATION_TYPE, "report-deliverable")
    )
    abstract = "What it says.\n\nAnd what it does not say."
    date = date(2026, 9, 30)
    publisher = "INSPIRE consortium"

    @classmethod
    def default_parent(cls) -> Page:
        """Return the list of publications."""
        return only(PublicationIndexPage, "Publications", **LISTING)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        names = fields.pop("names", ["Koskela, Aino"])
        people = fields.pop("people", [])
        page = super()._create(model_class, *args, **fields)
        page.contributors = [
            *(Contributor(person=person) for person in people),
            *(Contributor(name=name) for name in names),
        ]
        page.save()
        return page


class PartnerFactory(factory.django.DjangoModelFactory):
    """An invented organisation."""

    class Meta:
        model = Partner

    name = factory.Sequence(lambda number: f"Partner {number}")
    short_name = factory.Sequence(lambda number: f"P{number}")
    slug = factory.Sequence(lambda number: f"partner-{number}")
    country = factory.LazyFunction(lambda: term(Scheme.COUNTRY, "FI"))
    is_example = True


class PersonFactory(factory.django.DjangoModelFactory):
    """An invented person."""

    class Meta:
        model = Person

    given_name = "Aino"
    family_name = factory.Sequence(lambda number: f"Koskela {number}")
    slug = factory.Sequence(lambda number: f"person-{number}")
    is_example = True


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    """A term in the site's own language."""

    class Meta:
        model = GlossaryTerm

    term = factory.Sequence(lambda number: f"Word {number}")
    slug = factory.Sequence(lambda number: f"word-{number}")
    definition = "What it means."
    locale = factory.LazyFunction(Locale.get_default)


def glossary() -> Page:
    """Return the glossary, made when there is none."""
    return only(GlossaryIndexPage, "Glossary", slug="glossary", **LISTING)


def directory() -> Page:
    """Return the directory of partners and people, made when there is none."""
    return only(PeopleIndexPage, "Partners", slug="partners", **LISTING)


class FaqPageFactory(PageFactory):
    """Two questions below two headings."""

    class Meta:
        model = FaqPage

    entries = (
        ("heading", "Money"),
        ("entry", {"question": "Who pays?", "answer": "<p>Nobody.</p>"}),
        ("heading", "Time"),
        ("entry", {"question": "How long?", "answer": "<p>An hour.</p>"}),
    )


class PressPageFactory(PageFactory):
    """A press room with words only."""

    class Meta:
        model = PressPage

    headline = "For journalists"
    lede = "All in one minute."
    boilerplate_short = "One sentence."
    boilerplate = "One paragraph."
    contact_name = "Petra Zupanek"
    contact_email = "press@example.org"


def form_page(**fields) -> FormPage:
    """Return a published form that asks for an address and a message."""
    page = home_page().add_child(
        instance=FormPage(
            **{
                "title": "Write to us",
                "button_text": "Send the message",
                "consent_text": "The project may read this.",
                "thanks_title": "It has arrived",
                "thanks_text": "<p>We answer.</p>",
                **fields,
            }
        )
    )
    page.form_fields = [
        FormField(label="E-mail address", field_type="email", required=True, sort_order=1),
        FormField(label="Your message", field_type="multiline", required=True, sort_order=2),
    ]
    page.save()
    return page
