"""The building bricks of long texts, and the rows of structured facts on tools and cases."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

# What an editor may do inside running text: headings are blocks of their own.
INLINE: Final = ["bold", "italic", "link", "document-link"]
RUNNING: Final = [*INLINE, "ol", "ul", "h3"]


class Paragraphs(blocks.RichTextBlock):
    """Running text, with lists and small headings."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": RUNNING, **options})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/paragraph.html"


class Heading(blocks.CharBlock):
    """A heading between two texts."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"


class Callout(blocks.StructBlock):
    """A few lines that stand beside the story."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    html = blocks.RichTextBlock(label=_("Text"), features=[*INLINE, "ul", "ol"])

    class Meta:
        icon = "warning"
        label = _("Callout")
        help_text = _("What a hurried reader should not miss. One a page is plenty.")
        template = "pages/blocks/callout.html"


class Step(blocks.StructBlock):
    """One thing to do."""

    title = blocks.CharBlock(label=_("What to do"), max_length=120)
    text = blocks.TextBlock(label=_("How"))

    class Meta:
        icon = "order"
        label = _("Step")
        template = "pages/blocks/step.html"


class Steps(blocks.StructBlock):
    """Things to do, in their order."""

    items = blocks.ListBlock(Step(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "pages/blocks/steps.html"


class Quote(blocks.StructBlock):
    """What somebody said, word for word."""

    text = blocks.TextBlock(label=_("Words"), help_text=_("Without quotation marks."))
    who = blocks.CharBlock(label=_("Who said it"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "pages/blocks/quote.html"


class Figure(blocks.StructBlock):
    """A number with its meaning and its source."""

    figure = blocks.CharBlock(label=_("Number"), max_length=40, help_text=_("With its unit."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)
    source = blocks.CharBlock(label=_("Source"), max_length=300, required=False)

    class Meta:
        icon = "decimal"
        label = _("Number")


class Figures(blocks.StructBlock):
    """Large numbers in a row."""

    items = blocks.ListBlock(Figure(), label=_("Numbers"), min_num=1, max_num=4)

    class Meta:
        icon = "decimal"
        label = _("Numbers")
        template = "pages/blocks/figures.html"


class PageCard(blocks.PageChooserBlock):
    """Another page of this site, shown as its card."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Return the pages of all cards of a text as what they are: one query a type of page."""
        found = Page.objects.filter(pk__in={pk for pk in values if pk}).specific()
        pages = {page.pk: page for page in found}
        return [pages.get(pk) for pk in values]

    class Meta:
        icon = "link"
        label = _("Page of this site")
        template = "pages/blocks/card.html"


class Picture(blocks.StructBlock):
    """An image with its words; credit and licence come from the image itself."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "pages/blocks/picture.html"


class Download(blocks.StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock(label=_("Document"))
    text = blocks.CharBlock(label=_("What it is for"), max_length=200, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "pages/blocks/download.html"


class Body(blocks.StreamBlock):
    """The body of an article, an audience page or a page of small print."""

    paragraph = Paragraphs()
    heading = Heading()
    callout = Callout()
    steps = Steps()
    quote = Quote()
    figures = Figures()
    card = PageCard()
    picture = Picture()
    download = Download()
