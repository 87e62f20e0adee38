"""Bricks of words: running text, headings, steps, checklists, questions, quotations."""

from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# What an editor may do inside running text: headings are blocks of their own.
INLINE: Final = ["bold", "italic", "link", "document-link"]
RUNNING: Final = [*INLINE, "ol", "ul", "h3"]


class Paragraphs(blocks.RichTextBlock):
    """Running text, with lists and small headings."""

    __module__ = "pages.blocks"  # where migrations look for it

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": RUNNING, **options})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Running text, with lists and small headings.")
        preview_value = (
            "<p>We asked six customers. Four had the same trouble, and <b>none</b> had told us.</p>"
        )
        template = "pages/blocks/paragraph.html"


class Heading(blocks.CharBlock):
    """A heading between two texts."""

    __module__ = "pages.blocks"  # where migrations look for it

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a long text; two or more make a list of contents.")
        preview_value = "What we signed before we spoke"
        template = "pages/blocks/heading.html"


class Callout(blocks.StructBlock):
    """A few lines that stand beside the story."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    html = blocks.RichTextBlock(label=_("Text"), features=[*INLINE, "ul", "ol"])

    class Meta:
        icon = "warning"
        label = _("Callout")
        help_text = _("What a hurried reader should not miss. One a page is plenty.")
        description = _("A few lines in a box that a hurried reader should not miss.")
        preview_value = {
            "title": "Before you send it",
            "html": "<p>Cross out what a rival would pay to know.</p>",
        }
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
        description = _("Things to do in their order, with large numbers.")
        preview_value = {
            "items": [
                {
                    "title": "Write the sentence you avoid",
                    "text": "Alone, on paper. Then read it aloud.",
                },
                {"title": "Say what good looks like", "text": "One number and one date."},
            ]
        }
        template = "pages/blocks/steps.html"


class Checklist(blocks.StructBlock):
    """Things to have ready, each with a box."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Line"), max_length=200), label=_("Lines"), min_num=1, max_num=20
    )

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        description = _("Things to have ready or to ask, each with a box to tick on paper.")
        preview_value = {
            "title": "Before the first meeting",
            "items": ["Who speaks for us", "What we will not show", "What we can offer"],
        }
        template = "pages/blocks/checklist.html"


class KeyFact(blocks.StructBlock):
    """A line on a museum label."""

    label = blocks.CharBlock(label=_("What"), max_length=80)
    value = blocks.CharBlock(label=_("How much, who, when"), max_length=300)

    class Meta:
        icon = "tag"
        label = _("Line")


class KeyFacts(blocks.StructBlock):
    """What one wants to know first, as a list of terms."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    items = blocks.ListBlock(KeyFact(), label=_("Lines"), min_num=1, max_num=12)

    class Meta:
        icon = "tag"
        label = _("Key facts")
        description = _("Short facts in two columns: what, and how much.")
        preview_value = {
            "title": "The call in brief",
            "items": [
                {"label": "Open until", "value": "31 March 2027"},
                {"label": "For", "value": "Firms with up to 249 staff"},
            ],
        }
        template = "pages/blocks/key_facts.html"


class Question(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = Paragraphs(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class Questions(blocks.StructBlock):
    """Questions that open and close."""

    items = blocks.ListBlock(Question(), label=_("Questions"), min_num=1, max_num=20)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions that open on a press; also for details that few readers need.")
        preview_value = {
            "items": [
                {
                    "question": "Must we sign something first?",
                    "answer": "<p>Not to talk about what is published.</p>",
                },
                {"question": "Who pays?", "answer": "<p>Each side its own time.</p>"},
            ]
        }
        template = "pages/blocks/questions.html"


class Quote(blocks.StructBlock):
    """What somebody said, word for word."""

    text = blocks.TextBlock(label=_("Words"), help_text=_("Without quotation marks."))
    who = blocks.CharBlock(label=_("Who said it"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("What somebody said, large.")
        preview_value = {
            "text": "The question that helped us most was: for which field?",
            "who": "Aino Tuohela (Example), owner",
        }
        template = "pages/blocks/quote.html"


def other_languages() -> list[tuple[str, Any]]:
    """Return the languages of the site but its own, with their names."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class WordsInLanguage(blocks.StructBlock):
    """What is said of a person or a partner in one language."""

    __module__ = "pages.blocks"  # where migrations look for it

    language = blocks.ChoiceBlock(choices=other_languages, label=_("Language"))
    role = blocks.CharBlock(
        label=_("Role"), max_length=120, required=False, help_text=_("Of a person.")
    )
    text = Paragraphs(required=False)

    class Meta:
        icon = "globe"
        label = _("In a language")
