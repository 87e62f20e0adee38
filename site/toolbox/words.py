"""A tool in short facts: what comparison, short list and paper say of it in the same words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pages.models import ToolPage
from toolbox.traits import DAY, HOUR, traits_of


def facts(tool: ToolPage) -> list[tuple[str, str]]:
    """Return the facts at a glance, each with its name; facts that are not known are left out."""
    pairs = [
        (_("Time"), tool.duration_text),
        (_("People"), tool.group_text),
        (_("Cost"), label(tool.cost)),
        (_("Skill"), label(tool.difficulty)),
        (_("Who leads"), label(tool.facilitation)),
        (pgettext("where a tool is held", "Place"), tool.get_setting_display()),
        (_("Flow of ideas"), ", ".join(term.label for term in tool.oi_modes.all())),
        (_("Evidence"), label(tool.evidence_level)),
    ]
    return [(name, value) for name, value in pairs if value]


def label(term: Any) -> str:
    """Return the label of a term, or nothing for no term."""
    return term.label if term else ""


def risks(tool: ToolPage) -> list[dict[str, str]]:
    """Return the risks of a tool, each with the name of its kind."""
    return [{"kind": _choice(risk, "kind"), "text": str(risk.value["text"])} for risk in tool.risks]


def _choice(block: Any, name: str) -> str:
    choices = dict(block.block.child_blocks[name].field.choices)
    return str(choices.get(block.value[name], block.value[name]))


def licence_note(tool: ToolPage) -> str:
    """Return under what terms others may use the text of a tool."""
    return _("Licence: %(licence)s.") % {"licence": tool.get_licence_display()}


def least_time(tools: list[ToolPage]) -> str:
    """Return the least time that some tools take together, in hours or in days of eight hours."""
    minutes = sum(traits_of(tool).minutes for tool in tools)
    if minutes < 2 * DAY:
        hours = max(1, round(minutes / HOUR))
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(minutes / DAY)
    return ngettext("%(count)s working day", "%(count)s working days", days) % {"count": days}
