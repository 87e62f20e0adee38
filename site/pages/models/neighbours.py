"""The tools before, after and instead of a tool, whichever of the two names the other.

Each link is stored once, with the tool that names it, and read from both sides: so the draft of
one tool never undoes what another says.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from pages.models.tool import ToolPage


def neighbours_of(tool: "ToolPage") -> list[Any]:
    """Return the live tools around this one by their codes.

    Each has `leads_here`, `follows` and `instead`. One query; a draft's own choices count in its
    preview.
    """
    leads_here = _named_by(tool, "before") | _naming(tool, "after")
    follows = _named_by(tool, "after") | _naming(tool, "before")
    instead = _named_by(tool, "alternatives") | _naming(tool, "alternatives")
    tools: Any = type(tool).objects
    found = tools.live().filter(leads_here | follows | instead).exclude(pk=tool.pk)
    return list(found.annotate(leads_here=leads_here, follows=follows, instead=instead).by_code())


def _named_by(tool: "ToolPage", name: str) -> Q:
    """Return the condition that `tool` names the other in one of its lists."""
    named = getattr(tool, name).all()
    if isinstance(named, models.QuerySet):
        return Q(pk__in=named.values("pk"))
    return Q(pk__in=[other.pk for other in named])


def _naming(tool: "ToolPage", name: str) -> Q:
    """Return the condition that the other names `tool` in one of its lists."""
    through: Any = tool._meta.get_field(name).remote_field.through  # type: ignore[union-attr]
    rows = through.objects.filter(to_toolpage=tool.pk, from_toolpage=OuterRef("pk"))
    return Q(Exists(rows))
