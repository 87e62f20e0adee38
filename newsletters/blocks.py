"""What an editor puts into a letter: pages as cards, headings, and text of the letter's own."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

# What every mail program shows: no pictures, no embeds, no headings inside a paragraph.
TEXT_FEATURES: Final = ["bold", "italic", "link", "document-link", "ol", "ul"]


class PageItemBlock(StructBlock):
    """Any page of the site, shown by its own card."""

    page = PageChooserBlock(label=_("page"))
    display = ChoiceBlock(
        choices=[
            ("auto", _("As it fits: events with their day, the first page large, others short")),
            ("lead", _("Large, with its picture")),
            ("line", _("Short, one line of a list")),
        ],
        default="auto",
        label=_("how it is shown"),
    )
    text = TextBlock(
        required=False,
        max_length=300,
        label=_("in your words"),
        help_text=_("Instead of the page's own summary."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Page")
        label_format = "{page}"


class LetterBlock(StreamBlock):
    """The body of a letter."""

    page = PageItemBlock()
    heading = CharBlock(max_length=120, icon="title", label=_("Heading"))
    text = RichTextBlock(features=TEXT_FEATURES, icon="pilcrow", label=_("Text"))

    class Meta:
        block_counts: dict[str, dict[str, Any]] = {"page": {"max_num": 20}}
