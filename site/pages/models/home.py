"""The home page: what this is, for whom, what is new, what to do next."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Page

from pages.models.front import front_of
from pages.models.page import PlainPage, tabs


def _words(label: Any, length: int = 80) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=length)


def _target(label: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=label,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )


class HomePage(PlainPage):
    """The first page of a site; everything else stands below it."""

    eyebrow = _words(_("line above the headline"), 120)
    headline = models.TextField(
        _("headline"), max_length=80, help_text=_("Two short lines: press Enter between them.")
    )
    lede = models.TextField(
        _("opening"),
        max_length=400,
        help_text=_("What this is and for whom, in three sentences. Read in five seconds."),
    )
    primary_text = _words(_("words on the button"), 40)
    primary_page = _target(_("where the button leads"))
    secondary_text = models.CharField(_("words of the second link"), max_length=40, blank=True)
    secondary_page = _target(_("where the second link leads"))
    stages_title = _words(_("title above the six stages"))
    stages_text = models.TextField(_("text beside the six stages"), max_length=400, blank=True)
    audiences_title = _words(_("title above the audiences"))
    newest_case_title = _words(_("title above the newest case"))
    events_title = _words(_("title above the events"))
    news_title = _words(_("title above the articles"))
    newsletter_title = _words(_("title of the newsletter"))
    newsletter_text = models.TextField(_("text of the newsletter"), max_length=300, blank=True)

    kind = "home"
    lane_scope = "home"
    lane_shows = ("toolbox", "cases", "news", "events", "newsletters")
    lane_params = ()
    is_findable = False
    page_description = _("The first page of the site. One for each language.")
    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 1

    edit_handler = tabs(
        [
            *Page.content_panels,
            MultiFieldPanel(
                [
                    FieldPanel("eyebrow"),
                    FieldPanel("headline"),
                    FieldPanel("lede"),
                    FieldRowPanel([FieldPanel("primary_text"), PageChooserPanel("primary_page")]),
                    FieldRowPanel(
                        [FieldPanel("secondary_text"), PageChooserPanel("secondary_page")]
                    ),
                ],
                heading=_("Above the fold"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("stages_title"),
                    FieldPanel("stages_text"),
                    FieldPanel("audiences_title"),
                    FieldPanel("newest_case_title"),
                    FieldPanel("events_title"),
                    FieldPanel("news_title"),
                ],
                heading=_("Headings of the sections"),
            ),
            HelpPanel(
                _(
                    "Cases, articles, events and figures come by themselves: the newest "
                    "published ones are shown."
                )
            ),
            MultiFieldPanel(
                [FieldPanel("newsletter_title"), FieldPanel("newsletter_text")],
                heading=_("Newsletter"),
            ),
            FieldPanel("summary"),
        ]
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def headline_lines(self) -> list[str]:
        """The lines of the headline, without blank ones."""
        return [line.strip() for line in self.headline.splitlines() if line.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the sections that are made of other pages."""
        return super().get_context(request, *args, **kwargs) | front_of(self, request)
