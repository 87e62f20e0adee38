"""The editing screen of a tool: the method, the facts, the worksheet, what stands around it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page

from pages.models.page import BasePage, tabs

_METHOD = [
    *Page.content_panels,
    FieldRowPanel([FieldPanel("code"), FieldPanel("stage")]),
    FieldPanel("summary"),
    FieldPanel("question"),
    FieldPanel("purpose"),
    FieldRowPanel([FieldPanel("yes_if"), FieldPanel("no_if")]),
    FieldPanel("inputs_text"),
    FieldPanel("steps"),
    FieldPanel("outputs_text"),
    FieldPanel("example_text"),
    FieldPanel("tips"),
    FieldPanel("risks"),
    FieldPanel("caution_text"),
    BasePage.cover_panel,
]

_FACTS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("duration_text"), FieldPanel("effort")]),
            FieldRowPanel([FieldPanel("minutes_min"), FieldPanel("minutes_max")]),
        ],
        heading=_("Time"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("group_text"), FieldPanel("facilitation")]),
            FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
        ],
        heading=_("People"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("cost"), FieldPanel("difficulty")]),
            FieldRowPanel([FieldPanel("setting"), FieldPanel("format_text")]),
        ],
        heading=_("Cost, skill and place"),
    ),
    BasePage.subject_panel,
    MultiFieldPanel(
        [
            FieldPanel("other_stages"),
            FieldPanel("oi_modes"),
            FieldPanel("company_sizes"),
            FieldPanel("sectors"),
        ],
        heading=_("Where it fits"),
    ),
]

_WORKSHEET = [
    HelpPanel(
        _(
            "Describe the worksheet part by part. Files that stand here are offered for download; "
            "an office file is for those who fill it in on screen, a PDF for those who print."
        )
    ),
    FieldPanel("worksheet_parts"),
    FieldRowPanel([FieldPanel("worksheet"), FieldPanel("worksheet_pdf")]),
]

_AROUND = [
    MultiFieldPanel(
        [FieldPanel("before"), FieldPanel("after"), FieldPanel("alternatives")],
        heading=_("Before, after, instead"),
    ),
    MultiFieldPanel(
        [FieldPanel("origin_text"), FieldPanel("licence"), FieldPanel("evidence_level")],
        heading=_("Origin, licence and evidence"),
    ),
    FieldRowPanel(
        [FieldPanel("reviewed"), FieldPanel("review_after_months")], heading=_("Checking")
    ),
]

TOOL_EDITOR = tabs(
    _METHOD,
    (_("Facts"), _FACTS),
    (_("Worksheet"), _WORKSHEET),
    (_("Around it"), _AROUND),
)
