"""A tool: one method, when it helps, what to do step by step, and a worked example."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks as wagtail_blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages import blocks
from pages.mixed import load_pictures
from pages.models.media import Licence, document_field
from pages.models.neighbours import cases_of, neighbours_of
from pages.models.page import BasePage
from pages.models.searching import open_to_all
from pages.models.sets import CardQuerySet, card_manager
from pages.models.terms import load_related, terms_of
from pages.models.tool_checks import backwards, has_twin, points_at_itself
from pages.models.tool_panels import TOOL_EDITOR
from vocabulary.fields import term_field, terms_field
from vocabulary.schemes import Scheme

EXAMPLE_FEATURES = [*blocks.RUNNING, "h2"]


class ToolQuerySet(CardQuerySet):
    """Tools with a name for the sets in which they are shown."""

    def by_code(self) -> Self:
        """Return the tools in the order of the toolbox: 1.3, 2.4, 2.10."""
        tools: Self = self.order_by("code_order", "title")
        return tools


class ToolPage(BasePage):
    """One method of the toolbox."""

    class Setting(models.TextChoices):
        """Where people meet to use a tool."""

        ON_SITE = "onsite", _("In one room")
        ONLINE = "online", _("Online")
        EITHER = "either", _("In one room or online")

    code = models.CharField(
        _("code"),
        max_length=5,
        validators=[RegexValidator(r"^[1-6]\.[1-9]\d?$", _("A stage and a number: 2.4"))],
        help_text=_("Number of the stage, a point, number in the stage."),
    )
    code_order = models.PositiveSmallIntegerField(default=0, editable=False)
    stage = term_field(Scheme.OI_STAGE, null=True, verbose_name=_("stage"))
    other_stages = terms_field(
        Scheme.OI_STAGE,
        blank=True,
        verbose_name=_("also of use in"),
        help_text=_("Other stages in which firms take it up."),
    )
    question = models.CharField(
        _("question"), max_length=200, help_text=_("What a firm asks itself before it comes here.")
    )
    purpose = models.TextField(_("what it is good for"), max_length=500)
    yes_if = models.TextField(_("use it when"), max_length=400)
    no_if = models.TextField(
        _("do not use it when"), max_length=400, help_text=_("And what to do instead.")
    )
    steps = StreamField(
        [("step", blocks.Step())],
        verbose_name=_("steps"),
        min_num=2,
        max_num=12,
        default=list,
    )
    duration_text = models.CharField(_("time"), max_length=120)
    minutes_min = models.PositiveIntegerField(
        _("minutes at least"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("All meetings and the work between them together."),
    )
    minutes_max = models.PositiveIntegerField(
        _("minutes at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    effort = term_field(Scheme.EFFORT_LEVEL, null=True, verbose_name=_("effort"))
    group_text = models.CharField(_("people"), max_length=160)
    group_min = models.PositiveSmallIntegerField(
        _("people at least"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    group_max = models.PositiveSmallIntegerField(
        _("people at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    difficulty = term_field(Scheme.DIFFICULTY, null=True, verbose_name=_("difficulty"))
    facilitation = term_field(Scheme.FACILITATION, null=True, verbose_name=_("who leads"))
    cost = term_field(Scheme.COST_LEVEL, null=True, verbose_name=_("cost"))
    setting = models.CharField(
        _("where"), max_length=10, choices=Setting, default=Setting.EITHER, db_default="either"
    )
    format_text = models.CharField(_("how it is held"), max_length=160, blank=True)
    evidence_level = term_field(Scheme.EVIDENCE_LEVEL, null=True, verbose_name=_("evidence"))
    inputs_text = models.TextField(_("what you need"), max_length=500)
    outputs_text = models.TextField(_("what you have afterwards"), max_length=500)
    risks = StreamField(
        [("risk", blocks.Risk())],
        verbose_name=_("risks"),
        blank=True,
        max_num=6,
        default=list,
        db_default=[],
        help_text=_("What a firm may lose by using it: ideas, secrets, other people’s data."),
    )
    worksheet_parts = StreamField(
        [("part", blocks.WorksheetPart())],
        verbose_name=_("parts of the worksheet"),
        blank=True,
        max_num=12,
        default=list,
        db_default=[],
        help_text=_("From these the printed and the editable worksheet are made."),
    )
    worksheet = document_field(
        _("worksheet to edit"), _("In an office format. Each download is counted.")
    )
    worksheet_pdf = document_field(
        _("worksheet to print"), _("An accessible PDF. Each download is counted.")
    )
    example_text = RichTextField(_("worked example"), features=EXAMPLE_FEATURES, blank=True)
    origin_text = models.TextField(
        _("where it comes from"),
        max_length=1000,
        help_text=_("Who described it, when; what is ours; how well it is tested."),
    )
    caution_text = models.TextField(_("caution"), max_length=600, blank=True)
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        default=Licence.CC_BY,
        db_default="cc-by-4.0",
        help_text=_("Under what terms others may use text and worksheet."),
    )
    tips = StreamField(
        [("tip", wagtail_blocks.CharBlock(max_length=300, label=_("Tip"), icon="pick"))],
        verbose_name=_("tips"),
        blank=True,
        max_num=6,
        default=list,
    )
    before = ParentalManyToManyField(
        "self",
        verbose_name=_("tools before"),
        symmetrical=False,
        related_name="named_before_by",
        blank=True,
        help_text=_("What to do first. The other tool then shows this one as the next."),
    )
    after = ParentalManyToManyField(
        "self",
        verbose_name=_("tools after"),
        symmetrical=False,
        related_name="named_after_by",
        blank=True,
        help_text=_("What to do next. The other tool then shows this one as the first."),
    )
    alternatives = ParentalManyToManyField(
        "self",
        verbose_name=_("tools instead"),
        symmetrical=False,
        related_name="named_alternative_by",
        blank=True,
        help_text=_("What does the same in another way. Each of the two then shows the other."),
    )
    sectors = terms_field(
        Scheme.NACE_SECTION, blank=True, verbose_name=_("sectors"), help_text=_("None means all.")
    )
    company_sizes = terms_field(
        Scheme.COMPANY_SIZE,
        blank=True,
        verbose_name=_("sizes of firm"),
        help_text=_("None means all."),
    )
    oi_modes = terms_field(Scheme.OI_MODE, blank=True, verbose_name=_("flow of ideas"))
    reviewed = models.DateField(
        _("checked"), null=True, help_text=_("When the editors last read it with care.")
    )
    review_after_months = models.PositiveSmallIntegerField(
        _("check again after"),
        default=12,
        db_default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("In months."),
    )

    objects = card_manager(ToolQuerySet)
    kind = "tool"
    lane_scope = "toolbox"
    lane_shows = ("cases",)
    lane_params = ()
    page_description = _("One method, step by step, with a worked example.")
    template = "pages/tool.html"
    parent_page_types = ["pages.ToolboxPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("question"),
        index.SearchField("purpose"),
        index.SearchField("steps"),
        index.SearchField("example_text"),
        index.FilterField("stage_id"),
    ]
    edit_handler = TOOL_EDITOR

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

    def clean(self) -> None:
        """Refuse a code that is not its own, spans that run backwards, itself as neighbour."""
        super().clean()
        errors = {**self._wrong_code(), **backwards(self), **points_at_itself(self)}
        if errors:
            raise ValidationError(errors)

    def _wrong_code(self) -> dict[str, Any]:
        if self.stage and self.code and not self.code.startswith(f"{self.stage.order}."):
            message = _("The code begins with the number of the stage: %(number)s.")
            return {"code": message % {"number": self.stage.order}}
        if self.code and has_twin(self):
            return {"code": _("Another tool has this code.")}
        return {}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the code as a number by which lists are ordered."""
        stage, _point, number = self.code.partition(".")
        self.code_order = int(stage) * 100 + int(number) if (stage + number).isdecimal() else 0
        super().save(*args, **kwargs)

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: the stage, the time and the people it takes."""
        return super().card_facts(request) | {
            "meta": tuple(str(fact) for fact in (self.effort, self.cost) if fact),
            "stages": (self.stage.order,) if self.stage else (),
            "stage_text": self.stage_text,
            "code": self.code,
        }

    @property
    def stage_text(self) -> str:
        """The stage by number and name; empty while none is chosen."""
        if not self.stage:
            return ""
        return gettext("Stage %(number)s, %(name)s") % {
            "number": self.stage.order,
            "name": self.stage.label,
        }

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns: the code is a name too, and gives the order.

        A tool that names no sector, size or flow suits all of them, and is found by each. It stands
        in its own stage only, as in the picture of the six.
        """
        facts = super().search_facts() or {}
        facets = open_to_all(facts["facets"], "sector", "size", "mode")
        facets["stage"] = [self.stage.code] if self.stage else []
        facets["country"] = getattr(self, "countries", ())
        own = {"facets": facets, "keywords": self.code, "rank": self.code_order, "weight": 1.3}
        return facts | own

    @property
    def stage_numbers(self) -> list[int]:
        """The number of its stage and of those in which it is of use as well."""
        stages = [self.stage, *terms_of(self, "other_stages")]
        return [stage.order for stage in stages if stage]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the tools around this one and the cases that used it."""
        cases = list(cases_of(self)[:4])
        load_related([self, *cases])
        load_pictures([self, *cases])
        neighbours = self.neighbours()
        return super().get_context(request, *args, **kwargs) | {
            "before": [tool for tool in neighbours if tool.leads_here],
            "after": [tool for tool in neighbours if tool.follows],
            "instead": [tool for tool in neighbours if tool.instead],
            "cases": [case.card(request) for case in cases],
        }

    def neighbours(self) -> list[Any]:
        """Return the live tools around this one; each has `leads_here`, `follows`, `instead`."""
        return neighbours_of(self)
