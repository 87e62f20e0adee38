"""What a tool may not say of itself."""

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from pages.models.tool import ToolPage

LISTS: Final = ("before", "after", "alternatives")


def points_at_itself(tool: "ToolPage") -> dict[str, Any]:
    """Return what is wrong with the tools around a tool and with its other stages, by field."""
    own = _("A tool does not stand before, after or instead of itself.")
    wrong = (name for name in LISTS if tool.pk and tool.pk in _keys(getattr(tool, name)))
    errors: dict[str, Any] = dict.fromkeys(wrong, own)
    if tool.stage_id in _keys(tool.other_stages):
        errors["other_stages"] = _("This is the stage of the tool already.")
    return errors


def has_twin(tool: "ToolPage") -> bool:
    """Return whether another tool in the same language has the code of this one."""
    tools: Any = type(tool).objects
    others = tools.filter(code=tool.code, locale_id=tool.locale_id).exclude(pk=tool.pk)
    return bool(others.exists())


def backwards(tool: "ToolPage") -> dict[str, Any]:
    """Return a complaint for each span of which the end comes before the beginning."""
    message = _("The most cannot be less than the least.")
    spans = (
        ("minutes_max", tool.minutes_min, tool.minutes_max),
        ("group_max", tool.group_min, tool.group_max),
    )
    return {name: message for name, low, high in spans if low and high and high < low}


def _keys(relation: Any) -> set[int]:
    return {row.pk for row in relation.all()}
