"""The sections of the home page: what is written here, and what comes by itself."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from pages.blocks.figures import Figures
from pages.blocks.links import CallToAction
from pages.blocks.text import Paragraphs, Quote


def _title(**options: Any) -> blocks.CharBlock:
    return blocks.CharBlock(**{"label": _("Title"), "max_length": 80, **options})


class Hero(blocks.StructBlock):
    """What stands above the fold: what this is, for whom, what to do."""

    kicker = blocks.CharBlock(label=_("Line above the headline"), max_length=120)
    headline = blocks.TextBlock(
        label=_("Headline"),
        max_length=80,
        help_text=_("Two short lines: press Enter between them."),
    )
    text = blocks.TextBlock(
        label=_("Opening"),
        max_length=400,
        help_text=_("What this is and for whom, in three sentences. Read in five seconds."),
    )
    link_text = blocks.CharBlock(label=_("Words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Where the button leads"), required=False)
    second_text = blocks.CharBlock(
        label=_("Words of the second link"), max_length=40, required=False
    )
    second_page = blocks.PageChooserBlock(label=_("Where the second link leads"), required=False)

    class Meta:
        icon = "home"
        label = _("Opening")
        description = _("The great picture with headline, opening and two ways in.")
        preview_value = {
            "kicker": "Open innovation for small firms",
            "headline": "Open the door.\nKeep the keys.",
            "text": "See how others worked with strangers, and what they signed before they did.",
            "link_text": "Find a tool",
        }
        template = "pages/home/hero.html"

    def bulk_to_python(self, values: list[dict[str, Any]]) -> list[Any]:
        """Return the values with both pages, fetched by one query."""
        names = ("page", "second_page")
        keys = {value.get(name) for value in values for name in names} - {None}
        pages = Page.objects.in_bulk(keys) if keys else {}
        made: list[Any] = super().bulk_to_python([{**v, **dict.fromkeys(names)} for v in values])
        for value, struct in zip(values, made, strict=True):
            struct.update({name: pages.get(value.get(name)) for name in names})
        return made

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the context with the lines of the headline, without blank ones."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        lines = (line.strip() for line in (value["headline"] or "").splitlines())
        return context | {"lines": [line for line in lines if line]}


class Titled(blocks.StructBlock):
    """A section that fills itself from other pages, below a title of its own."""

    title = _title()


class Stages(Titled):
    """The six stages as one picture."""

    text = blocks.TextBlock(label=_("Text beside the picture"), max_length=400, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Six stages")
        description = _("The picture of the six stages, with the number of tools in each.")
        preview_value = {"title": "Six stages, one open cycle", "text": ""}
        template = "pages/home/stages.html"


class News(Titled):
    """The three newest things."""

    title = _title(required=False, help_text=_("Only read out: the line has no visible title."))

    class Meta:
        icon = "date"
        label = _("What is new")
        description = _("The three newest cases and articles in one line.")
        preview_value = {"title": ""}
        template = "pages/home/news.html"


class Audiences(Titled):
    """The doors for the four groups."""

    class Meta:
        icon = "group"
        label = _("Audiences")
        description = _("A door for each of the four groups, from the pages for audiences.")
        preview_value = {"title": "Start from where you stand"}
        template = "pages/home/audiences.html"


class NewestCase(Titled):
    """The newest case, large."""

    class Meta:
        icon = "openquote"
        label = _("Newest case")
        description = _("The newest case with its picture, large.")
        preview_value = {"title": "The newest case"}
        template = "pages/home/newest_case.html"


class NextEvents(Titled):
    """The next events."""

    count = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=6, default=3)

    class Meta:
        icon = "date"
        label = _("Next events")
        description = _("The events to come, the nearest first.")
        preview_value = {"title": "Next events", "count": 3}
        template = "pages/home/events.html"


class Articles(Titled):
    """The three newest articles."""

    class Meta:
        icon = "doc-full"
        label = _("Newest articles")
        description = _("The three newest articles as cards.")
        preview_value = {"title": "To read"}
        template = "pages/home/articles.html"


class Invitation(Titled):
    """The form by which one subscribes to the newsletter."""

    text = blocks.TextBlock(label=_("Text"), max_length=300, required=False)

    class Meta:
        icon = "mail"
        label = _("Newsletter")
        description = _("The invitation to the newsletter, with its form.")
        preview_value = {"title": "Four letters a year", "text": "One case, one tool."}
        template = "pages/home/newsletter.html"


class Counts(Titled):
    """How many tools, cases, articles and members there are."""

    class Meta:
        icon = "decimal"
        label = _("What has grown")
        description = _("Live numbers: tools, cases, articles, members.")
        preview_value = {"title": "What has grown so far"}
        template = "pages/home/counts.html"


class Partners(Titled):
    """The organisations that carry the project."""

    class Meta:
        icon = "group"
        label = _("Partners")
        description = _("Names and logos of the partners, from their own list.")
        preview_value = {"title": "Who carries it"}
        template = "pages/home/partners.html"


class Words(Titled):
    """A title and running text."""

    text = Paragraphs()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("A title and running text.")
        preview_value = {"title": "Why openness pays", "text": "<p>Because nobody knows all.</p>"}
        template = "pages/home/words.html"


class Numbers(Titled):
    """Large numbers that an editor gives, below a title."""

    figures = Figures(label=_("Numbers"))

    class Meta:
        icon = "decimal"
        label = _("Numbers")
        description = _("One to four large numbers with their sources.")
        preview_value = {
            "title": "In short",
            "figures": {"items": [{"figure": "152", "label": "recipes", "source": "Example"}]},
        }
        template = "pages/home/numbers.html"


class HomeBody(blocks.StreamBlock):
    """The sections of the home page, in the order in which they stand."""

    hero = Hero(group=_("Written here"))
    words = Words(group=_("Written here"))
    quote = Quote(group=_("Written here"))
    numbers = Numbers(group=_("Written here"))
    call_to_action = CallToAction(group=_("Written here"))
    news = News(group=_("Comes by itself"))
    audiences = Audiences(group=_("Comes by itself"))
    stages = Stages(group=_("Comes by itself"))
    newest_case = NewestCase(group=_("Comes by itself"))
    events = NextEvents(group=_("Comes by itself"))
    articles = Articles(group=_("Comes by itself"))
    newsletter = Invitation(group=_("Comes by itself"))
    counts = Counts(group=_("Comes by itself"))
    partners = Partners(group=_("Comes by itself"))

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in ("hero", "news", "stages", "newsletter", "counts", "partners")
        }


def first_composition() -> list[tuple[str, dict[str, Any]]]:
    """Return the sections with which a new home page begins; its words are still to be written."""
    return [
        ("hero", {"kicker": "", "headline": "", "text": "", "link_text": ""}),
        ("news", {"title": ""}),
        ("audiences", {"title": gettext("Start from where you stand")}),
        ("stages", {"title": gettext("Six stages, one open cycle"), "text": ""}),
        ("newest_case", {"title": gettext("The newest case")}),
        ("events", {"title": gettext("Next events"), "count": 3}),
        ("articles", {"title": gettext("To read")}),
        ("newsletter", {"title": "", "text": ""}),
        ("counts", {"title": gettext("What has grown so far")}),
    ]
