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
    """Return the live tools around this one by their codes, in its own language.

    Each has `leads_here`, `follows` and `instead`. What is said of a tool in one language holds for
    its translations. One query; a draft's own choices count in its preview.
    """
    leads_here = _named_by(tool, "before") | _naming(tool, "after")
    follows = _named_by(tool, "after") | _naming(tool, "before")
    instead = _named_by(tool, "alternatives") | _naming(tool, "alternatives")
    tools: Any = type(tool).objects
    found = tools.live().filter(leads_here | follows | instead, locale_id=tool.locale_id)
    found = found.exclude(pk=tool.pk)
    return list(found.annotate(leads_here=leads_here, follows=follows, instead=instead).by_code())


def cases_of(tool: "ToolPage") -> Any:
    """Return the live cases that used a tool, in its language, the newest first."""
    # A case points at tools, so the tool reaches its cases through the relation's own model.
    used: Any = tool.cases.through.objects
    rows = used.filter(toolpage__translation_key=tool.translation_key).values("casepage")
    cases = tool.cases.model.objects.live()
    return (
        cases.filter(pk__in=rows, locale_id=tool.locale_id).select_related("cover").newest_first()
    )


def _named_by(tool: "ToolPage", name: str) -> Q:
    """Return the condition that `tool` names the other in one of its lists."""
    named = getattr(tool, name).all()
    if isinstance(named, models.QuerySet):
        return Q(translation_key__in=named.order_by().values("translation_key"))
    return Q(translation_key__in=[other.translation_key for other in named])


def _naming(tool: "ToolPage", name: str) -> Q:
    """Return the condition that the other names `tool` in one of its lists."""
    through: Any = tool._meta.get_field(name).remote_field.through
    rows = through.objects.filter(
        to_toolpage__translation_key=tool.translation_key,
        from_toolpage__translation_key=OuterRef("translation_key"),
    )
    return Q(Exists(rows))
