"""A page of its own: about, privacy, accessibility."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.models.linked import cards_in, headings_of, linked_pages
from pages.models.page import PlainPage, tabs
from pages.models.terms import load_related
from pages.models.ways import LINK_FIELDS


class StandardPage(PlainPage):
    """A text that belongs to no list."""

    body = StreamField(blocks.Body(), verbose_name=_("text"), min_num=1, default=list)

    kind = "page"
    lane_params = ()
    page_description = _("A text that belongs to no list: about, privacy, accessibility.")
    template = "pages/standard.html"
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage", "pages.FaqPage", "pages.FormPage"]

    search_fields = [*PlainPage.search_fields, index.SearchField("body")]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("summary"),
            FieldPanel("body"),
            PlainPage.cover_panel,
        ]
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the cards in the text, the headings, and the pages below."""
        linked = linked_pages(self.body)
        load_related(linked.values())
        return super().get_context(request, *args, **kwargs) | {
            "cards_in_text": cards_in(linked, request),
            "headings": headings_of(self.body),
            "below": list(self.get_children().live().only(*LINK_FIELDS)) if self.numchild else [],
        }
