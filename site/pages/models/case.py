"""A good practice case: what a firm opened, with whom, what came of it, and where it would fail."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks as wagtail_blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages import blocks
from pages.mixed import load_pictures
from pages.models.case_panels import CASE_EDITOR
from pages.models.media import Licence
from pages.models.page import BasePage
from pages.models.sets import CardQuerySet, card_manager
from pages.models.terms import load_related, terms_of
from pages.models.versions import in_language_of
from vocabulary.fields import term_field, terms_field
from vocabulary.schemes import Scheme

INVENTED = "e0"  # the evidence level "Example"


class CasePage(BasePage):
    """One firm's story of opening up, told so that another firm can use it."""

    class Label(models.TextChoices):
        """Whether firm and figures are what they seem."""

        REAL = "real", _("Real, with the firm’s name")
        ANONYMISED = "anonymised", _("Real, without the firm’s name")
        EXAMPLE = "example", _("Example, invented")

    label = models.CharField(_("label"), max_length=12, choices=Label, default=Label.REAL)
    evidence_level = term_field(Scheme.EVIDENCE_LEVEL, null=True, verbose_name=_("evidence"))
    evidence_note = RichTextField(
        _("evidence"),
        features=blocks.INLINE,
        help_text=_("Who said it, which papers were seen, and what research it agrees with."),
    )
    facts_date = models.DateField(_("facts of"), null=True, help_text=_("The month is shown."))
    consent_note = models.TextField(
        _("consent"),
        blank=True,
        help_text=_(
            "Who agreed for the firm and for each partner that is named, to which version, when. "
            "Seen by editors only; needed unless the case is an example."
        ),
    )

    consent_date = models.DateField(
        _("agreed on"),
        null=True,
        blank=True,
        help_text=_("The day on which the last of them agreed. Shown on the page."),
    )
    contact_text = models.CharField(
        _("whom to ask"),
        max_length=200,
        blank=True,
        help_text=_("Who answers questions about the case, if somebody agreed to. Shown."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        default=Licence.CC_BY,
        db_default="cc-by-4.0",
        help_text=_("Under what terms others may use the text. Images have their own."),
    )

    company_name = models.CharField(
        _("firm"), max_length=120, help_text=_("A description where the name is not free.")
    )
    company_note = models.CharField(_("note on the firm"), max_length=200, blank=True)
    country = term_field(Scheme.COUNTRY, null=True, verbose_name=_("country"))
    region = models.CharField(_("region"), max_length=80, blank=True)
    sector = term_field(Scheme.NACE_SECTION, null=True, verbose_name=_("sector"))
    company_size = term_field(Scheme.COMPANY_SIZE, null=True, verbose_name=_("size"))
    staff = models.PositiveIntegerField(_("people"), null=True, validators=[MinValueValidator(1)])
    turnover_text = models.CharField(
        _("turnover"), max_length=80, blank=True, help_text=_("A band, unless the firm agreed.")
    )
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, validators=[MinValueValidator(1400), MaxValueValidator(2100)]
    )
    life_stage = term_field(Scheme.LIFE_STAGE, null=True, verbose_name=_("life stage"))
    technology_intensity = term_field(
        Scheme.TECHNOLOGY_INTENSITY, null=True, verbose_name=_("technology")
    )
    ownership = term_field(Scheme.OWNERSHIP, null=True, verbose_name=_("ownership"))

    oi_modes = terms_field(Scheme.OI_MODE, verbose_name=_("flow of ideas"))
    oi_flows = terms_field(Scheme.OI_FLOW, blank=True, verbose_name=_("what flowed"))
    mechanisms = terms_field(Scheme.OI_MECHANISM, verbose_name=_("practices"))
    partner_types = terms_field(Scheme.PARTNER_TYPE, verbose_name=_("types of partner"))
    stages = terms_field(Scheme.OI_STAGE, verbose_name=_("stages really passed"))
    how_often = term_field(Scheme.OI_FREQUENCY, null=True, blank=True, verbose_name=_("how often"))

    challenge = RichTextField(
        _("the challenge"),
        features=blocks.RUNNING,
        help_text=_("What the firm could not solve alone, with a number."),
    )
    opened = RichTextField(_("what was opened, and to whom"), features=blocks.RUNNING)
    story = StreamField(
        [("episode", blocks.Episode())], verbose_name=_("the story"), min_num=1, default=list
    )
    pathway = StreamField(
        [("stage", blocks.PathwayStage())],
        verbose_name=_("pathway by stage"),
        blank=True,
        max_num=6,
        default=list,
        db_default=[],
        help_text=_("One paragraph for each stage really passed; leave out what was skipped."),
    )
    partners = StreamField(
        [("partner", blocks.Partner())], verbose_name=_("partners"), min_num=1, default=list
    )
    agreement = RichTextField(
        _("the agreement"),
        features=blocks.RUNNING,
        help_text=_("What was signed when; who owns what, in which field."),
    )
    resources = StreamField(
        [("fact", blocks.Fact())],
        verbose_name=_("what it took"),
        min_num=1,
        default=list,
        help_text=_("Own hours, money spent, grants, time."),
    )
    key_numbers = StreamField(
        [("number", blocks.KeyNumber())], verbose_name=_("key numbers"), max_num=4, default=list
    )
    results = StreamField(
        [("result", blocks.Result())], verbose_name=_("results"), min_num=1, default=list
    )
    result_class = term_field(Scheme.CASE_RESULT, null=True, verbose_name=_("what came of it"))
    went_wrong = RichTextField(
        _("what went wrong"), features=blocks.RUNNING, help_text=_("One honest paragraph.")
    )
    barriers = terms_field(Scheme.BARRIER, verbose_name=_("barriers met"))
    success_factors = terms_field(
        Scheme.SUCCESS_FACTOR, blank=True, verbose_name=_("success factors")
    )
    lessons = StreamField(
        [("lesson", wagtail_blocks.CharBlock(max_length=300, label=_("Lesson"), icon="pick"))],
        verbose_name=_("lessons"),
        min_num=3,
        max_num=5,
        default=list,
        help_text=_("Three to five, each usable by a stranger."),
    )
    transferability = RichTextField(_("where it would not work"), features=blocks.RUNNING)
    tools_used = ParentalManyToManyField(
        "pages.ToolPage", verbose_name=_("tools used"), related_name="cases", blank=True
    )
    quote_text = models.TextField(
        _("a sentence somebody said"),
        max_length=300,
        blank=True,
        help_text=_("No quotation marks."),
    )
    quote_who = models.CharField(_("who said it"), max_length=160, blank=True)

    objects = card_manager(CardQuerySet)
    kind = "case"
    lane_scope = "cases"
    lane_shows = ("toolbox",)
    lane_params = ()
    page_description = _("A firm’s story: what was opened, with whom, what came of it.")
    template = "pages/case.html"
    parent_page_types = ["pages.CaseIndexPage"]
    subpage_types: list[str] = []
    edit_handler = CASE_EDITOR

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("company_name"),
        index.SearchField("challenge"),
        index.SearchField("opened"),
        index.SearchField("story"),
        index.SearchField("lessons"),
        index.FilterField("country_id"),
        index.FilterField("result_class_id"),
    ]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def clean(self) -> None:
        """Refuse a case whose label, evidence, consent and quotation do not agree."""
        super().clean()
        self.is_example = self.label == self.Label.EXAMPLE
        errors: dict[str, Any] = {**self._wrong_consent(), **self._wrong_pathway()}
        if self.evidence_level and (self.evidence_level.code == INVENTED) != self.is_example:
            errors["evidence_level"] = _(
                "The label and the evidence say different things: an invented case has the "
                "evidence “Example”, and only an invented case has it."
            )
        if bool(self.quote_text) != bool(self.quote_who):
            errors["quote_who"] = _("A quotation needs its words and the one who said them.")
        if errors:
            raise ValidationError(errors)

    def _wrong_consent(self) -> dict[str, Any]:
        if not self.is_example and not self.consent_note.strip():
            return {"consent_note": _("Say who agreed to be written about, and when.")}
        if self.consent_date and self.consent_date > timezone.localdate():
            return {"consent_date": _("This day is still to come.")}
        return {}

    def _wrong_pathway(self) -> dict[str, Any]:
        codes = [block.value["stage"] for block in self.pathway]
        if len(codes) != len(set(codes)):
            return {"pathway": _("A stage is told twice.")}
        if set(codes) - {stage.code for stage in self.stages.all()}:
            return {"pathway": _("Tick each stage that is told here as really passed.")}
        return {}

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: where, how large, and what came of it."""
        people = ngettext("%(count)s person", "%(count)s people", self.staff or 0)
        facts = [self.staff and people % {"count": self.staff}, self.result_class]
        return super().card_facts(request) | {
            "kicker": str(self.country or ""),
            "meta": tuple(str(fact) for fact in facts if fact),
        }

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns: the firm and its region are names too."""
        facts = super().search_facts() or {}
        return facts | {"keywords": f"{self.company_name} {self.region}", "weight": 1.2}

    @property
    def stage_numbers(self) -> list[int]:
        """The numbers of the stages that were really passed."""
        return [stage.order for stage in terms_of(self, "stages")]

    @property
    def stage_text(self) -> str:
        """Which stages were passed, in words."""
        numbers = [str(number) for number in self.stage_numbers]
        listed = get_text_list(numbers, gettext("and"))
        return ngettext("Stage %(numbers)s", "Stages %(numbers)s", len(numbers)) % {
            "numbers": listed
        }

    def passed(self) -> list[dict[str, Any]]:
        """Return the stages that are told: the `stage` as a term and its `text`."""
        stages = {stage.code: stage for stage in terms_of(self, "stages")}
        told = [block.value for block in self.pathway if block.value["stage"] in stages]
        return [{"stage": stages[value["stage"]], "text": value["text"]} for value in told]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the tools that were used and the cases to read next."""
        others = CasePage.objects.live().sibling_of(self, inclusive=False)
        following = list(others.briefly().newest_first()[:3])
        load_related([self, *following])
        load_pictures([self, *following])
        used = in_language_of(self, self.tools_used.all().briefly())
        tools = sorted(used, key=lambda tool: tool.code_order)
        return super().get_context(request, *args, **kwargs) | {
            "tools": [tool for tool in tools if tool.live and tool.locale_id == self.locale_id],
            "passed": self.passed(),
            "following": [case.card(request) for case in following],
        }
