"""The rows of the comparison: what one asks of each of several tools."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.models import ToolPage
from toolbox import words

Ask = Callable[[ToolPage], Any]


def _risks(tool: ToolPage) -> str:
    return " ".join(f"{risk['kind']}: {risk['text']}" for risk in words.risks(tool))


def _modes(tool: ToolPage) -> str:
    return ", ".join(term.label for term in tool.oi_modes.all())


def _skill(tool: ToolPage) -> str:
    found = (words.label(tool.difficulty), words.label(tool.facilitation))
    return ". ".join(part for part in found if part)


ROWS: Final[tuple[tuple[Any, Ask], ...]] = (
    (_("It answers"), lambda tool: tool.question),
    (_("Stage"), lambda tool: tool.stage_text),
    (_("Use it when"), lambda tool: tool.yes_if),
    (_("Leave it when"), lambda tool: tool.no_if),
    (_("Time"), lambda tool: tool.duration_text),
    (_("People"), lambda tool: tool.group_text),
    (_("Cost"), lambda tool: words.label(tool.cost)),
    (_("Skill"), _skill),
    (
        pgettext_lazy("where a tool is held", "Place"),
        lambda tool: tool.format_text or tool.get_setting_display(),
    ),
    (_("Flow of ideas"), _modes),
    (_("Evidence"), lambda tool: words.label(tool.evidence_level)),
    (_("You need"), lambda tool: tool.inputs_text),
    (_("You have afterwards"), lambda tool: tool.outputs_text),
    (_("What may go wrong"), _risks),
)


def rows_of(tools: Sequence[ToolPage]) -> list[dict[str, Any]]:
    """Return a row a fact, with what each tool says, in the order of the tools.

    A fact that none of them tells has no row; `differs` says that they do not all say the same.
    """
    rows = []
    for name, ask in ROWS:
        cells = [str(ask(tool) or "") for tool in tools]
        if any(cells):
            titles = [tool.title for tool in tools]
            rows.append(
                {
                    "name": name,
                    "cells": list(zip(titles, cells, strict=True)),
                    "differs": len(set(cells)) > 1,
                }
            )
    return rows
