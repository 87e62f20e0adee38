"""Spans of two numbers on one page: the least of something and the most."""

from typing import Any

from django.utils.translation import gettext_lazy as _


def backwards(tool: Any) -> dict[str, Any]:
    """Return a complaint for each span of a tool of which the end comes before the beginning."""
    message = _("The most cannot be less than the least.")
    spans = (
        ("minutes_max", tool.minutes_min, tool.minutes_max),
        ("group_max", tool.group_min, tool.group_max),
    )
    return {name: message for name, low, high in spans if low and high and high < low}
