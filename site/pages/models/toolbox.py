"""The toolbox: six stages as one picture that is also the navigation, and the tools of each."""

from collections import Counter
from copy import copy
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pages.models.listing import ListingPage
from pages.models.narrowing import IN_ORDER
from pages.models.terms import load_related
from pages.models.tool import ToolPage
from pages.models.tool_path import ToolPathPage
from vocabulary.known import terms_in
from vocabulary.models import Scheme, Term


class ToolboxPage(ListingPage):
    """The list of all tools by the stage in which they help, and the paths through them."""

    kind = "toolbox"
    lane_scope = "toolbox"
    listed_kind = "tool"
    facets = (
        "stage",
        "group",
        "mode",
        "effort",
        "cost",
        "difficulty",
        "sector",
        "size",
        "country",
        "evidence",
        "theme",
        "language",
    )
    sorts = IN_ORDER
    lane_params = ("q", *facets, "sort", "page")
    page_description = _("Lists the tools below it by stage.")
    template = "pages/toolbox.html"
    subpage_types = ["pages.ToolPage", "pages.ToolPathPage"]

    class Meta:
        verbose_name = _("toolbox")
        verbose_name_plural = _("toolboxes")

    def listed(self) -> Any:
        """Return the live tools in the order of their codes."""
        return ToolPage.objects.live().child_of(self).for_cards().by_code()

    def paths(self) -> Any:
        """Return the live paths through the toolbox in the order of their letters."""
        return ToolPathPage.objects.live().child_of(self).by_letter()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the six stages and the tools of each, or those that were chosen.

        The stages are the first of the facets: `?stage=CODE` narrows the list like any other.
        """
        context = super().get_context(request, *args, **kwargs)
        tools = [] if context["is_narrowed"] else list(self.listed())
        load_related(tools)
        stages: list[Any] = [
            copy(term) for term in terms_in(Scheme.OI_STAGE) if not term.is_retired
        ]
        chosen = context["found"].query.chosen.get("stage", ())
        address = self.get_url(request) or ""
        counts = Counter(self.children_by_stage() if context["is_narrowed"] else _stages_of(tools))
        for stage in stages:
            stage.tools = counts[stage.pk]
        shelves = [
            {
                "stage": stage,
                "question": stage.text("question"),
                "cards": [tool.card(request) for tool in tools if tool.stage_id == stage.pk],
            }
            for stage in stages
        ]
        current = next((stage for stage in stages if (stage.code,) == tuple(chosen)), None)
        return context | {
            "stages": picture_of(stages, address, current),
            "chosen": current,
            "address": address,
            "shelves": shelves,
            "paths": [] if context["is_narrowed"] else list(self.paths()),
        }

    def children_by_stage(self) -> Any:
        """Return the stage of each live tool; one query."""
        return ToolPage.objects.live().child_of(self).values_list("stage_id", flat=True)


def _stages_of(tools: list[ToolPage]) -> list[int | None]:
    return [tool.stage_id for tool in tools]


def picture_of(stages: list[Any], address: str, chosen: Term | None = None) -> list[dict[str, Any]]:
    """Return the stages as components/stages.html draws them; each knows its number of `tools`."""
    return [
        {
            "url": f"{address}?stage={stage.code}#tools",
            "label": stage.label,
            "count_text": ngettext("%(count)s tool", "%(count)s tools", stage.tools)
            % {"count": stage.tools},
            "is_current": stage == chosen,
        }
        for stage in stages
    ]
