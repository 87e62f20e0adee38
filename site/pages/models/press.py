"""The press room: what a journalist needs within a minute."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.blocks import library
from pages.models.page import PlainPage, tabs


class PressPage(PlainPage):
    """Words to copy, facts, files, somebody to call, and what others wrote."""

    headline = models.CharField(_("headline"), max_length=120)
    lede = models.TextField(_("opening"), max_length=500)
    boilerplate_short = models.TextField(
        _("the project in one sentence"), max_length=300, help_text=_("Plain text, to be copied.")
    )
    boilerplate = models.TextField(
        _("the project in one paragraph"), max_length=1200, help_text=_("Plain text, to be copied.")
    )
    facts = StreamField(
        [("fact", library.Fact())], verbose_name=_("facts"), blank=True, default=list
    )
    downloads = StreamField(
        [("file", library.MediaFile())],
        verbose_name=_("media kit"),
        blank=True,
        default=list,
        help_text=_("Logos, pictures and papers that may be printed."),
    )
    usage_text = RichTextField(_("how to use the files"), features=blocks.INLINE, blank=True)
    contact_name = models.CharField(_("name"), max_length=120)
    contact_role = models.CharField(_("role"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"))
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("When, and in which languages.")
    )
    coverage = StreamField(
        [("report", library.Coverage())],
        verbose_name=_("what others wrote"),
        blank=True,
        default=list,
        help_text=_("The newest first."),
    )

    kind = "press"
    footer_place = "explore"
    lane_params: tuple[str, ...] = ()
    page_description = _("Words to copy, facts, files, contact and coverage, for journalists.")
    template = "pages/press.html"
    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = 1
    subpage_types: list[str] = []

    search_fields = [*PlainPage.search_fields, index.SearchField("boilerplate")]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("headline"),
            FieldPanel("lede"),
            FieldPanel("summary"),
            MultiFieldPanel(
                [FieldPanel("boilerplate_short"), FieldPanel("boilerplate")],
                heading=_("Words to copy"),
            ),
            FieldPanel("facts"),
            FieldPanel("downloads"),
            FieldPanel("usage_text"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_role")]),
                    FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                    FieldPanel("contact_note"),
                ],
                heading=_("Contact"),
            ),
            FieldPanel("coverage"),
            PlainPage.cover_panel,
        ]
    )

    class Meta:
        verbose_name = _("press room")
        verbose_name_plural = _("press rooms")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the reports, the newest first."""
        reports = [block.value for block in self.coverage]
        return super().get_context(request, *args, **kwargs) | {
            "reports": sorted(reports, key=lambda report: report["date"], reverse=True)
        }
