"""A path through the toolbox: tools in their order, for a purpose, with the reason for each."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.models.linked import cards_in, linked_pages
from pages.models.page import BasePage, tabs
from pages.models.sets import CardQuerySet, card_manager
from pages.models.terms import load_related
from pages.models.versions import in_language_of
from vocabulary.fields import terms_field
from vocabulary.schemes import Scheme


class ToolPathQuerySet(CardQuerySet):
    """Paths in the order of their letters."""

    def by_letter(self) -> Self:
        """Return the paths from A to Z."""
        paths: Self = self.order_by("letter", "title")
        return paths


class ToolPathPage(BasePage):
    """Some tools of the toolbox, one after the other."""

    letter = models.CharField(
        _("letter"),
        max_length=1,
        validators=[RegexValidator(r"^[A-Z]$", _("One capital letter: A"))],
        help_text=_("By which people call it: “path A”."),
    )
    for_whom = models.CharField(_("who walks it"), max_length=200)
    question = models.CharField(
        _("question"), max_length=200, help_text=_("What a firm asks itself before it comes here.")
    )
    outcome_text = models.TextField(_("what you have at the end"), max_length=500)
    duration_text = models.CharField(_("time"), max_length=120)
    oi_modes = terms_field(Scheme.OI_MODE, blank=True, verbose_name=_("flow of ideas"))
    steps = StreamField(
        [("step", blocks.PathStep())],
        verbose_name=_("tools in their order"),
        min_num=2,
        max_num=12,
        default=list,
    )
    body = StreamField(blocks.Body(), verbose_name=_("text"), blank=True, default=list)

    objects = card_manager(ToolPathQuerySet)
    kind = "path"
    card_texts = ("steps",)
    page_description = _("Tools in their order, for a purpose, with the reason for each.")
    template = "pages/tool_path.html"
    parent_page_types = ["pages.ToolboxPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("question"),
        index.SearchField("outcome_text"),
        index.SearchField("body"),
    ]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldRowPanel([FieldPanel("letter"), FieldPanel("duration_text")]),
            FieldPanel("summary"),
            FieldPanel("question"),
            FieldPanel("for_whom"),
            FieldPanel("outcome_text"),
            FieldPanel("steps"),
            FieldPanel("body"),
            BasePage.cover_panel,
        ],
        (_("About what, for whom"), [BasePage.subject_panel, FieldPanel("oi_modes")]),
    )

    class Meta:
        verbose_name = _("path through the toolbox")
        verbose_name_plural = _("paths through the toolbox")

    def clean(self) -> None:
        """Refuse a letter that another path has, and a tool that stands on the path twice."""
        super().clean()
        others = ToolPathPage.objects.filter(letter=self.letter, locale_id=self.locale_id)
        errors: dict[str, Any] = {}
        if self.letter and others.exclude(pk=self.pk).exists():
            errors["letter"] = _("Another path has this letter.")
        keys = [step.value["tool"].pk for step in self.steps if step.value.get("tool")]
        if len(keys) != len(set(keys)):
            errors["steps"] = _("A tool stands on this path twice.")
        if errors:
            raise ValidationError(errors)

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: its letter, how many tools, how long it takes."""
        count = len(self.steps)
        tools = ngettext("%(count)s tool", "%(count)s tools", count) % {"count": count}
        return super().card_facts(request) | {
            "kicker": gettext("Path %(letter)s") % {"letter": self.letter},
            "meta": (tools, self.duration_text),
        }

    def journey(self) -> list[dict[str, Any]]:
        """Return the steps whose tool is live: `tool`, `why`, `is_optional` and its `number`.

        All tools come by one query, their terms by another.
        """
        steps = [step.value for step in self.steps]
        steps = [value for value in steps if value["tool"] and value["tool"].live]
        tools = in_language_of(self, [value["tool"] for value in steps])
        load_related([self, *tools])
        return [
            {
                "number": number,
                "tool": tool,
                "why": value["why"],
                "is_optional": value["optional"],
            }
            for number, (value, tool) in enumerate(zip(steps, tools, strict=True), start=1)
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the tools of the path and the cards in the text."""
        linked = linked_pages(self.body)
        load_related(linked.values())
        return super().get_context(request, *args, **kwargs) | {
            "journey": [{**step, "url": step["tool"].get_url(request)} for step in self.journey()],
            "cards_in_text": cards_in(linked, request),
        }
