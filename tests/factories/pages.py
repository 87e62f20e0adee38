"""Pages with as little in them as is valid, below a home page that is made when there is none."""

from datetime import date
from typing import Any

import factory
from wagtail.models import Page, Site

from pages.models import (
    ArticlePage,
    AudiencePage,
    CaseIndexPage,
    CasePage,
    HomePage,
    NewsIndexPage,
    SiteDocument,
    SiteImage,
    StandardPage,
    ToolboxPage,
    ToolPage,
    ToolPathPage,
)
from vocabulary.models import Scheme, Term

LISTING = {"headline": "A headline", "lede": "An opening.", "empty_text": "Nothing yet. Come back."}


def term(scheme: Scheme, code: str) -> Term:
    """Return a term of the loaded vocabularies."""
    return Term.objects.get_by_code(scheme, code)


def home_page() -> HomePage:
    """Return the home page of the default site, made when there is none."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(
            instance=HomePage(
                title="Home",
                slug="front",
                body=[
                    (
                        "hero",
                        {
                            "kicker": "Open innovation",
                            "headline": "Open the door.\nKeep the keys.",
                            "text": "What this is.",
                            "link_text": "Find a tool",
                        },
                    ),
                    ("news", {"title": ""}),
                    ("audiences", {"title": "Start here"}),
                    ("stages", {"title": "Six stages"}),
                    ("newest_case", {"title": "The newest case"}),
                    ("events", {"title": "Next events", "count": 3}),
                    ("articles", {"title": "To read"}),
                    ("newsletter", {"title": "A letter"}),
                    ("counts", {"title": "What has grown"}),
                ],
            )
        )
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
        )
    return home


def only(model: type[Page], title: str, **fields: Any) -> Page:
    """Return the only page of a type below the home page, made when there is none."""
    found = model.objects.first()
    return found or home_page().add_child(instance=model(title=title, **fields))


class PageFactory(factory.Factory):
    """Plants a published page below its parent; many-to-many values are given as lists."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Page {number}")
    summary = "A summary."

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        parent = fields.pop("parent", None) or cls.default_parent()
        names = {field.name for field in model_class._meta.many_to_many}
        many = {name: fields.pop(name) for name in names & fields.keys()}
        page = model_class(**fields)
        for name, values in many.items():
            setattr(page, name, values)
        return parent.add_child(instance=page)

    @classmethod
    def default_parent(cls) -> Page:
        """Return where such a page stands."""
        return home_page()


class ToolPageFactory(PageFactory):
    """A tool of the first stage."""

    class Meta:
        model = ToolPage

    # Two digits behind the point: those of the sample site have one.
    code = factory.Sequence(lambda number: f"1.{number % 90 + 10}")
    stage = factory.LazyFunction(lambda: term(Scheme.OI_STAGE, "strategic-challenges"))
    question = "What is it?"
    purpose = "It helps."
    yes_if = "You can."
    no_if = "You cannot."
    steps = (("step", {"title": "One", "text": "Do."}), ("step", {"title": "Two", "text": "Do."}))
    duration_text = "One hour"
    group_text = "Two people"
    effort = factory.LazyFunction(lambda: term(Scheme.EFFORT_LEVEL, "under-1-hour"))
    difficulty = factory.LazyFunction(lambda: term(Scheme.DIFFICULTY, "starter"))
    facilitation = factory.LazyFunction(lambda: term(Scheme.FACILITATION, "self"))
    cost = factory.LazyFunction(lambda: term(Scheme.COST_LEVEL, "free"))
    evidence_level = factory.LazyFunction(lambda: term(Scheme.EVIDENCE_LEVEL, "e1"))
    inputs_text = "Paper."
    outputs_text = "A sentence."
    origin_text = "Ours."
    reviewed = date(2026, 10, 1)
    stakeholder_groups = factory.LazyFunction(lambda: [term(Scheme.STAKEHOLDER_GROUP, "sme")])

    @classmethod
    def default_parent(cls) -> Page:
        """Return the toolbox."""
        return only(ToolboxPage, "Toolbox", **LISTING)


class ToolPathPageFactory(PageFactory):
    """A path of two tools, which are made when none are given as `tools`."""

    class Meta:
        model = ToolPathPage

    letter = factory.Sequence(lambda number: chr(ord("A") + number % 26))
    for_whom = "A firm of ten"
    question = "Where do we begin?"
    outcome_text = "A plan."
    duration_text = "Two weeks"

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        tools = fields.pop("tools", None) or [ToolPageFactory(), ToolPageFactory()]
        fields["steps"] = [
            ("step", {"tool": tool, "why": f"Because of {tool.title}.", "optional": False})
            for tool in tools
        ]
        return super()._create(model_class, *args, **fields)

    @classmethod
    def default_parent(cls) -> Page:
        """Return the toolbox."""
        return only(ToolboxPage, "Toolbox", **LISTING)


class CasePageFactory(PageFactory):
    """An invented case."""

    class Meta:
        model = CasePage

    label = CasePage.Label.EXAMPLE
    evidence_level = factory.LazyFunction(lambda: term(Scheme.EVIDENCE_LEVEL, "e0"))
    evidence_note = "<p>Invented.</p>"
    facts_date = date(2026, 9, 1)
    company_name = "Olaria Vale"
    country = factory.LazyFunction(lambda: term(Scheme.COUNTRY, "PT"))
    sector = factory.LazyFunction(lambda: term(Scheme.NACE_SECTION, "C"))
    company_size = factory.LazyFunction(lambda: term(Scheme.COMPANY_SIZE, "small"))
    staff = 46
    founded = 1984
    life_stage = factory.LazyFunction(lambda: term(Scheme.LIFE_STAGE, "established"))
    technology_intensity = factory.LazyFunction(lambda: term(Scheme.TECHNOLOGY_INTENSITY, "low"))
    ownership = factory.LazyFunction(lambda: term(Scheme.OWNERSHIP, "family"))
    oi_modes = factory.LazyFunction(lambda: [term(Scheme.OI_MODE, "outbound")])
    mechanisms = factory.LazyFunction(lambda: [term(Scheme.OI_MECHANISM, "licensing-out")])
    partner_types = factory.LazyFunction(lambda: [term(Scheme.PARTNER_TYPE, "rto")])
    stages = factory.LazyFunction(lambda: [term(Scheme.OI_STAGE, "follow-up")])
    barriers = factory.LazyFunction(lambda: [term(Scheme.BARRIER, "power-asymmetry")])
    challenge = "<p>A locked drawer.</p>"
    opened = "<p>A third of it.</p>"
    story = (("episode", {"when": "Month 0", "title": "Start", "text": "They began."}),)
    partners = (("partner", {"name": "A", "role": "B", "gave": "C", "got": "D"}),)
    agreement = "<p>A licence.</p>"
    resources = (("fact", {"label": "Own time", "value": "620 hours"}),)
    key_numbers = (("number", {"figure": "152", "label": "recipes"}),)
    results = (
        (
            "result",
            {"measure": "Jobs", "before": "1", "after": "2", "period": "a year", "source": "us"},
        ),
    )
    result_class = factory.LazyFunction(lambda: term(Scheme.CASE_RESULT, "succeeded"))
    went_wrong = "<p>Much.</p>"
    lessons = (("lesson", "One."), ("lesson", "Two."), ("lesson", "Three."))
    transferability = "<p>Not everywhere.</p>"

    @classmethod
    def default_parent(cls) -> Page:
        """Return the list of cases."""
        return only(CaseIndexPage, "Cases", **LISTING)


class ArticlePageFactory(PageFactory):
    """An article of one paragraph."""

    class Meta:
        model = ArticlePage

    date = date(2026, 11, 2)
    authors_text = "The editors"
    body = (("paragraph", "<p>Words.</p>"),)

    @classmethod
    def default_parent(cls) -> Page:
        """Return the list of articles."""
        return only(NewsIndexPage, "Articles", **LISTING)


class AudiencePageFactory(PageFactory):
    """The door for industry."""

    class Meta:
        model = AudiencePage

    group = factory.LazyFunction(lambda: term(Scheme.STAKEHOLDER_GROUP, "industry"))
    short_title = "For firms"
    headline = "Start from your problem"
    lede = "Begin here."
    promise = (("line", "Tools."),)


class StandardPageFactory(PageFactory):
    """A page of small print."""

    class Meta:
        model = StandardPage

    body = (("paragraph", "<p>Small print.</p>"),)


def image(name: str = "drawing.png", size: tuple[int, int] = (1800, 1200)) -> SiteImage:
    """Return a stored image of one colour."""
    from wagtail.images.tests.utils import get_test_image_file

    return SiteImage.objects.create(title=name, file=get_test_image_file(name, size=size))


def image_value(stored: SiteImage, alt: str = "A drawing") -> SiteImage:
    """Return an image as an image block holds it, with its words."""
    stored.contextual_alt_text, stored.decorative = alt, False
    return stored


def document(name: str = "sheet.odt") -> SiteDocument:
    """Return a stored document of a few bytes."""
    from django.core.files.base import ContentFile

    return SiteDocument.objects.create(title=name, file=ContentFile(b"Words.", name=name))
