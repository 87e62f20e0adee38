"""A tool: one method, when it helps, what to do step by step, and a worked example."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks as wagtail_blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.models.page import BasePage, tabs
from pages.models.sets import CardQuerySet, card_manager
from pages.models.terms import load_terms
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

    code = models.CharField(
        _("code"),
        max_length=5,
        validators=[RegexValidator(r"^[1-6]\.[1-9]\d?$", _("A stage and a number: 2.4"))],
        help_text=_("Number of the stage, a point, number in the stage."),
    )
    code_order = models.PositiveSmallIntegerField(default=0, editable=False)
    stage = term_field(Scheme.OI_STAGE, null=True, verbose_name=_("stage"))
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
    effort = term_field(Scheme.EFFORT_LEVEL, null=True, verbose_name=_("effort"))
    group_text = models.CharField(_("people"), max_length=160)
    difficulty = term_field(Scheme.DIFFICULTY, null=True, verbose_name=_("difficulty"))
    facilitation = term_field(Scheme.FACILITATION, null=True, verbose_name=_("who leads"))
    cost = term_field(Scheme.COST_LEVEL, null=True, verbose_name=_("cost"))
    format_text = models.CharField(_("how it is held"), max_length=160, blank=True)
    evidence_level = term_field(Scheme.EVIDENCE_LEVEL, null=True, verbose_name=_("evidence"))
    inputs_text = models.TextField(_("what you need"), max_length=500)
    outputs_text = models.TextField(_("what you have afterwards"), max_length=500)
    worksheet = models.ForeignKey(
        "pages.SiteDocument",
        verbose_name=_("worksheet"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("To be filled in. Each download is counted."),
    )
    example_text = RichTextField(_("worked example"), features=EXAMPLE_FEATURES, blank=True)
    origin_text = models.TextField(
        _("where it comes from"),
        max_length=1000,
        help_text=_("Who described it, when; what is ours; how well it is tested."),
    )
    caution_text = models.TextField(_("caution"), max_length=600, blank=True)
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
    oi_modes = terms_field(Scheme.OI_MODE, blank=True, verbose_name=_("flow of ideas"))
    reviewed = models.DateField(
        _("checked"), null=True, help_text=_("When the editors last read it with care.")
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
    edit_handler = tabs(
        [
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
            FieldPanel("caution_text"),
            FieldPanel("origin_text"),
            FieldPanel("worksheet"),
            BasePage.cover_panel,
        ],
        (
            _("Facts"),
            [
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("duration_text"), FieldPanel("effort")]),
                        FieldRowPanel([FieldPanel("group_text"), FieldPanel("facilitation")]),
                        FieldRowPanel([FieldPanel("cost"), FieldPanel("difficulty")]),
                        FieldRowPanel([FieldPanel("format_text"), FieldPanel("evidence_level")]),
                        FieldPanel("reviewed"),
                    ],
                    heading=_("At a glance"),
                ),
                BasePage.subject_panel,
                FieldPanel("oi_modes"),
                MultiFieldPanel(
                    [FieldPanel("before"), FieldPanel("after")], heading=_("Before and after")
                ),
            ],
        ),
    )

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

    def clean(self) -> None:
        """Refuse a code of another stage, and a code that another tool of this toolbox has."""
        super().clean()
        if self.stage and self.code and not self.code.startswith(f"{self.stage.order}."):
            message = _("The code begins with the number of the stage: %(number)s.")
            raise ValidationError({"code": message % {"number": self.stage.order}})
        if self.code and self._twins().exists():
            raise ValidationError({"code": _("Another tool has this code.")})

    def _twins(self) -> "models.QuerySet[ToolPage]":
        others: models.QuerySet[ToolPage] = ToolPage.objects.filter(code=self.code)
        return others.filter(locale_id=self.locale_id).exclude(pk=self.pk)

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the tools before and after, and the cases that used it."""
        # A case points at tools, so the tool reaches its cases through the relation's own model.
        cases = list(self.cases.live().for_cards().newest_first()[:4])
        load_terms([self, *cases])
        neighbours = self.neighbours()
        return super().get_context(request, *args, **kwargs) | {
            "before": [tool for tool in neighbours if tool.leads_here],
            "after": [tool for tool in neighbours if tool.follows],
            "cases": [case.card(request) for case in cases],
        }

    def neighbours(self) -> "list[Any]":
        """Return the live tools before and after this one, whichever of the two names the other.

        Each has `leads_here` and `follows`. One query; a draft's own choices count in its preview.
        """
        named_before, named_after = _ids(self.before.all()), _ids(self.after.all())
        says_before = ToolPage.before.through.objects.filter(to_toolpage=self.pk)
        says_after = ToolPage.after.through.objects.filter(to_toolpage=self.pk)
        leads_here = Q(pk__in=named_before) | Exists(
            says_after.filter(from_toolpage=OuterRef("pk"))
        )
        follows = Q(pk__in=named_after) | Exists(says_before.filter(from_toolpage=OuterRef("pk")))
        found = ToolPage.objects.live().filter(leads_here | follows).exclude(pk=self.pk)
        return list(found.annotate(leads_here=leads_here, follows=follows).by_code())


def _ids(tools: Any) -> Any:
    """Return what stands in `pk__in`: a subquery, or the ids of what a draft holds in memory."""
    if isinstance(tools, models.QuerySet):
        return tools.values("pk")
    return [tool.pk for tool in tools]
