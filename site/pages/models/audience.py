"""A page for one of the four groups: what is here for people like me."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks as wagtail_blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.models.linked import cards_in, linked_pages
from pages.models.page import PlainPage, tabs
from pages.models.terms import load_related
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


def _chosen(label: Any, name: str, target: str) -> StreamField:
    chooser = wagtail_blocks.PageChooserBlock(target_model=target, label=label)
    return StreamField([(name, chooser)], verbose_name=label, blank=True, max_num=6, default=list)


class AudiencePage(PlainPage):
    """The door through which one group of readers comes in."""

    group = term_field(
        Scheme.STAKEHOLDER_GROUP,
        null=True,
        verbose_name=_("for whom"),
        limit_choices_to={"scheme": Scheme.STAKEHOLDER_GROUP.value, "parent": None},
    )
    short_title = models.CharField(
        _("short title"), max_length=40, help_text=_("For menus: “For firms”.")
    )
    headline = models.CharField(_("headline"), max_length=120)
    lede = models.TextField(_("opening"), max_length=500)
    promise = StreamField(
        [("line", wagtail_blocks.CharBlock(max_length=200, label=_("Line"), icon="pick"))],
        verbose_name=_("what they find here"),
        min_num=1,
        max_num=5,
        default=list,
    )
    body = StreamField(blocks.Body(), verbose_name=_("text"), blank=True, default=list)
    tools = _chosen(_("tools"), "tool", "pages.ToolPage")
    cases = _chosen(_("cases"), "case", "pages.CasePage")
    articles = _chosen(_("articles"), "article", "pages.ArticlePage")

    kind = "audience"
    lane_shows = ("toolbox", "cases", "news")
    lane_params = ()
    footer_place = "for_you"
    page_description = _("The door for one group: industry, policy, academia or civil society.")
    template = "pages/audience.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []

    search_fields = [*PlainPage.search_fields, index.SearchField("lede"), index.SearchField("body")]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldRowPanel([FieldPanel("group"), FieldPanel("short_title")]),
            FieldPanel("summary"),
            FieldPanel("headline"),
            FieldPanel("lede"),
            FieldPanel("promise"),
            FieldPanel("body"),
            FieldPanel("tools"),
            FieldPanel("cases"),
            FieldPanel("articles"),
            PlainPage.cover_panel,
        ]
    )

    class Meta:
        verbose_name = _("page for an audience")
        verbose_name_plural = _("pages for audiences")

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card, with its group."""
        return super().card_facts(request) | {"groups": (self.group,) if self.group else ()}

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns: among the results it is a page like others."""
        facts = super().search_facts() or {}
        return facts | {"kind": "page", "keywords": f"{self.short_title} {self.headline}"}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the cards of the chosen tools, cases and articles."""
        chosen = {
            name: [block.value for block in getattr(self, name) if block.value and block.value.live]
            for name in ("tools", "cases", "articles")
        }
        linked = linked_pages(self.body)
        everything = [page for pages in chosen.values() for page in pages]
        load_related([self, *everything, *linked.values()])
        shown = {name: [page.card(request) for page in pages] for name, pages in chosen.items()}
        return super().get_context(request, *args, **kwargs) | {
            "chosen": shown,
            "cards_in_text": cards_in(linked, request),
        }
