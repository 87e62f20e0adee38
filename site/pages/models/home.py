"""The home page: what this is, for whom, what is new, what to do next."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.models.front import Front
from pages.models.page import PlainPage, tabs


class HomePage(PlainPage):
    """The first page of a site; everything else stands below it."""

    body = StreamField(
        blocks.HomeBody(),
        verbose_name=_("sections"),
        min_num=1,
        default=blocks.first_composition,
        db_default=[],
    )

    kind = "home"
    lane_scope = "home"
    lane_shows = ("toolbox", "cases", "news", "events", "newsletters")
    lane_params = ()
    is_findable = False
    page_description = _("The first page of the site. One for each language.")
    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1

    search_fields = [*PlainPage.search_fields, index.SearchField("body")]
    edit_handler = tabs(
        [
            *Page.content_panels,
            HelpPanel(
                _(
                    "Put the sections in the order in which visitors should meet them. Cases, "
                    "articles, events and figures come by themselves: the newest published ones "
                    "are shown."
                )
            ),
            FieldPanel("body"),
            FieldPanel("summary"),
        ]
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def opening(self) -> Any:
        """The words above the fold, as a value of the block `hero`; None without one."""
        return next((block.value for block in self.body if block.block_type == "hero"), None)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with `front`: what other pages give, asked for when it is shown."""
        front = Front(self, request)
        return super().get_context(request, *args, **kwargs) | {"front": front}
