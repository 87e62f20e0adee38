"""Bricks that lead on: cards of other pages, a call to action."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from pages.mixed import pages_by_id


def _any_page() -> Page | None:
    """Return the newest page that has a card, for previews."""
    newest = Page.objects.live().filter(depth__gt=2).order_by("-pk").first()
    return newest.specific if newest else None


class PageCard(blocks.PageChooserBlock):
    """Another page of this site, shown as its card."""

    __module__ = "pages.blocks"  # where migrations look for it

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Return the pages of all cards of a text as what they are; one query for all."""
        pages = pages_by_id(pk for pk in values if pk)
        return [pages.get(pk or 0) for pk in values]

    class Meta:
        icon = "link"
        label = _("Page of this site")
        description = _("Another page of this site as a card with its picture.")
        template = "pages/blocks/card.html"

    def get_preview_value(self) -> Any:
        """Return some page of this site."""
        return _any_page()

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the context with the card, which a page's own context holds otherwise."""
        return _previewed([value], parent_context)


class Related(blocks.StructBlock):
    """Some pages of this site beside each other."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    pages = blocks.ListBlock(PageCard(), label=_("Pages"), min_num=1, max_num=6)

    class Meta:
        icon = "link"
        label = _("Related pages")
        description = _("One to six pages of this site as cards beside each other.")
        template = "pages/blocks/related.html"

    def get_preview_value(self) -> Any:
        """Return some page of this site, below a title."""
        return self.normalize({"title": "Read on", "pages": [_any_page()]})

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the context with the cards, which a page's own context holds otherwise."""
        return _previewed(list(value["pages"]), parent_context)


def _previewed(pages: list[Any], parent_context: Any) -> dict[str, Any]:
    context = dict(parent_context or {})
    shown = [page for page in pages if page is not None and hasattr(page, "card")]
    return context | {"cards_in_text": {page.pk: page.card() for page in shown}}


class CallToAction(blocks.StructBlock):
    """One thing to do next, and the button that does it."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=300, required=False)
    link_text = blocks.CharBlock(
        label=_("Words on the button"), max_length=40, help_text=_("A verb: “Find a tool”.")
    )
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Or another address"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        description = _("A panel with one button. One a page is plenty.")
        preview_value = {
            "title": "Begin with the problem ladder",
            "text": "It needs less than an hour.",
            "link_text": "Open the tool",
            "page": None,
            "url": "https://example.org/",
        }
        template = "pages/blocks/call_to_action.html"

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Return the cleaned value; refuse a button that leads nowhere, or to two places."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = ValidationError(_("Choose a page or give an address, one of the two."))
            raise StructBlockValidationError(block_errors={"url": message})
        return cleaned
