"""The toolbox: six stages as one picture that is also the navigation, and the tools of each."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pages.models.listing import ListingPage
from pages.models.terms import load_terms
from pages.models.tool import ToolPage
from pages.models.tool_path import ToolPathPage
from vocabulary.models import Scheme, Term


class ToolboxPage(ListingPage):
    """The list of all tools by the stage in which they help, and the paths through them."""

    kind = "toolbox"
    lane_scope = "toolbox"
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
        """Return the context with the six stages, the chosen one and the tools of each.

        `?stage=CODE` shows one stage; an unknown code shows all, as if nothing were chosen.
        """
        tools = list(self.listed())
        load_terms(tools)
        stages: list[Any] = list(Term.objects.of(Scheme.OI_STAGE).current())
        code = request.GET.get("stage", "")
        chosen = next((stage for stage in stages if stage.code == code), None)
        address = self.get_url(request) or ""
        for stage in stages:
            stage.tools = sum(tool.stage_id == stage.pk for tool in tools)
        shelves = [
            {
                "stage": stage,
                "question": stage.text("question"),
                "cards": [tool.card(request) for tool in tools if tool.stage_id == stage.pk],
            }
            for stage in stages
            if chosen in (None, stage)
        ]
        return super().get_context(request, *args, **kwargs) | {
            "stages": picture_of(stages, address, chosen),
            "chosen": chosen,
            "address": address,
            "shelves": shelves,
            "paths": [] if chosen else list(self.paths()),
        }


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
