"""The names of the vocabularies: one member for each data file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scheme(models.TextChoices):
    """A vocabulary; its value names its file in ``data/`` and begins the ids of its terms."""

    STAKEHOLDER_GROUP = "stakeholder_group", _("stakeholder group")
    COUNTRY = "country", _("country")
    NACE_SECTION = "nace_section", _("sector")
    INDUSTRIAL_ECOSYSTEM = "industrial_ecosystem", _("industrial ecosystem")
    COMPANY_SIZE = "company_size", _("company size")
    LIFE_STAGE = "life_stage", _("life stage")
    OWNERSHIP = "ownership", _("ownership")
    TECHNOLOGY_INTENSITY = "technology_intensity", _("technology intensity")
    SEARCH_PROFILE = "search_profile", _("way of searching outside")
    THEME = "theme", _("theme")
    OI_STAGE = "oi_stage", _("stage of the open innovation cycle")
    OI_MODE = "oi_mode", _("mode of open innovation")
    OI_FLOW = "oi_flow", _("flow of knowledge")
    OI_MECHANISM = "oi_mechanism", _("practice of open innovation")
    OI_FREQUENCY = "oi_frequency", _("how often")
    BARRIER = "barrier", _("barrier")
    SUCCESS_FACTOR = "success_factor", _("success factor")
    PARTNER_TYPE = "partner_type", _("type of partner")
    PARTNERSHIP_FORM = "partnership_form", _("form of partnership")
    OPPORTUNITY_TYPE = "opportunity_type", _("type of opportunity")
    AGREEMENT_TYPE = "agreement_type", _("type of agreement")
    IP_ARRANGEMENT = "ip_arrangement", _("arrangement on intellectual property")
    TRL = "trl", _("technology readiness level")
    EVIDENCE_LEVEL = "evidence_level", _("evidence")
    EFFORT_LEVEL = "effort_level", _("effort")
    COST_LEVEL = "cost_level", _("cost")
    DIFFICULTY = "difficulty", _("difficulty")
    FACILITATION = "facilitation", _("facilitation")
    EVENT_TYPE = "event_type", _("type of event")
    EVENT_FORMAT = "event_format", _("format of event")
    PUBLICATION_TYPE = "publication_type", _("type of publication")
    CASE_RESULT = "case_result", _("result of the case")
    INNOVATION_TYPE = "innovation_type", _("type of innovation")
    NOVELTY = "novelty", _("novelty")
    OUTCOME_TYPE = "outcome_type", _("type of outcome")
    GLOSSARY_TERM = "glossary_term", _("glossary term")
    TOOL_NAME = "tool_name", _("name of a tool")
    H2020_ACTIVITY = "h2020_activity", _("Horizon 2020 type of activity")
    H2020_AUDIENCE = "h2020_audience", _("Horizon 2020 type of audience")
