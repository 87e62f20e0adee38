"""The editing screen of a case, in the order in which a case is told."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from pages.models.page import BasePage, tabs

_STORY = [
    *Page.content_panels,
    FieldPanel("summary"),
    FieldPanel("key_numbers"),
    FieldPanel("challenge"),
    FieldPanel("opened"),
    FieldPanel("story"),
    FieldPanel("pathway"),
    FieldPanel("partners"),
    FieldPanel("agreement"),
    FieldPanel("resources"),
    FieldPanel("results"),
    FieldPanel("went_wrong"),
    FieldPanel("lessons"),
    FieldPanel("transferability"),
    MultiFieldPanel([FieldPanel("quote_text"), FieldPanel("quote_who")], heading=_("Quotation")),
    BasePage.cover_panel,
]

_FIRM = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("company_name"), FieldPanel("company_note")]),
            FieldRowPanel([FieldPanel("country"), FieldPanel("region")]),
            FieldRowPanel([FieldPanel("sector"), FieldPanel("technology_intensity")]),
            FieldRowPanel([FieldPanel("company_size"), FieldPanel("staff")]),
            FieldRowPanel([FieldPanel("turnover_text"), FieldPanel("founded")]),
            FieldRowPanel([FieldPanel("life_stage"), FieldPanel("ownership")]),
        ],
        heading=_("The firm"),
    ),
]

_PROFILE = [
    FieldPanel("result_class"),
    FieldPanel("stages"),
    FieldPanel("oi_modes"),
    FieldPanel("oi_flows"),
    FieldPanel("mechanisms"),
    FieldPanel("partner_types"),
    FieldPanel("barriers"),
    FieldPanel("success_factors"),
    FieldPanel("how_often"),
    FieldPanel("tools_used"),
    MultiFieldPanel(
        [FieldPanel("themes"), FieldPanel("stakeholder_groups")],
        heading=_("About what, for whom"),
    ),
]

_EVIDENCE = [
    FieldPanel("label"),
    FieldPanel("evidence_level"),
    FieldPanel("evidence_note"),
    FieldPanel("facts_date"),
    MultiFieldPanel(
        [FieldPanel("consent_note"), FieldPanel("consent_date"), FieldPanel("contact_text")],
        heading=_("Consent"),
    ),
    FieldPanel("licence"),
]

CASE_EDITOR = tabs(
    _STORY,
    (_("Firm"), _FIRM),
    (_("Open innovation"), _PROFILE),
    (_("Evidence and consent"), _EVIDENCE),
)
