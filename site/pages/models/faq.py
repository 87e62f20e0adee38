"""Questions that people ask, with their answers."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks as wagtail_blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages.blocks import library
from pages.models.page import PlainPage, tabs


class FaqPage(PlainPage):
    """Questions below headings; each has an address of its own."""

    entries = StreamField(
        [
            (
                "heading",
                wagtail_blocks.CharBlock(label=_("Heading"), max_length=120, icon="title"),
            ),
            ("entry", library.Question()),
        ],
        verbose_name=_("questions"),
        min_num=1,
        default=list,
        help_text=_("Put a heading before each group of questions."),
    )

    kind = "faq"
    footer_place = "explore"
    lane_params: tuple[str, ...] = ()
    page_description = _("Questions and answers below headings.")
    template = "pages/faq.html"
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types: list[str] = []

    search_fields = [*PlainPage.search_fields, index.SearchField("entries")]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("summary"),
            FieldPanel("entries"),
            PlainPage.cover_panel,
        ]
    )

    class Meta:
        verbose_name = _("page of questions")
        verbose_name_plural = _("pages of questions")

    def groups(self) -> list[dict[str, Any]]:
        """Return the questions by their headings; those before the first have an empty one."""
        groups: list[dict[str, Any]] = []
        for block in self.entries:
            if block.block_type == "heading":
                groups.append({"heading": block.value, "entries": []})
                continue
            if not groups:
                groups.append({"heading": "", "entries": []})
            groups[-1]["entries"].append(block)
        return [group for group in groups if group["entries"]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the questions by their headings."""
        return super().get_context(request, *args, **kwargs) | {"groups": self.groups()}
