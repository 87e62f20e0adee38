"""The tools before, after and instead of a tool, whichever of the two names the other.

Each link is stored once, with the tool that names it, and read from both sides: so the draft of
one tool never undoes what another says.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Value

from lane.memory import keep
from pages.models.ways import LINK_FIELDS

if TYPE_CHECKING:
    from pages.models.tool import ToolPage

# Each list of a tool: what another is to it when it stands in the list, and when it has the list.
LISTS: Final = {
    "before": ("leads_here", "follows"),
    "after": ("follows", "leads_here"),
    "alternatives": ("instead", "instead"),
}


class Link(NamedTuple):
    """One tool names another in one of its lists."""

    name: str
    owner: int
    owner_key: UUID
    named_key: UUID


def neighbours_of(tool: "ToolPage") -> list[Any]:
    """Return the live tools around this one by their codes, in its own language.

    Each has `leads_here`, `follows` and `instead`, and what a link needs. What is said of a tool in
    one language holds for its translations. One query, and one for all links unless they are in
    memory; a draft's own choices count in its preview.
    """
    roles = _roles_around(tool)
    tools: Any = type(tool).objects
    found = tools.live().filter(translation_key__in=roles, locale_id=tool.locale_id)
    found = found.exclude(pk=tool.pk).by_code().only(*LINK_FIELDS, "code", "code_order")
    around = list(found)
    for other in around:
        for role in ("leads_here", "follows", "instead"):
            setattr(other, role, role in roles[other.translation_key])
    return around


def cases_of(tool: "ToolPage") -> Any:
    """Return the live cases that used a tool, in its language, the newest first."""
    # A case points at tools, so the tool reaches its cases through the relation's own model.
    used: Any = tool.cases.through.objects
    rows = used.filter(toolpage__translation_key=tool.translation_key).values("casepage")
    cases = tool.cases.model.objects.live()
    return cases.filter(pk__in=rows, locale_id=tool.locale_id).briefly().newest_first()


def _roles_around(tool: "ToolPage") -> dict[UUID, set[str]]:
    """Return what the others are to `tool`, by their translation keys."""
    roles: dict[UUID, set[str]] = defaultdict(set)
    drafted = {name: _drafted(tool, name) for name in LISTS}
    for name, keys in drafted.items():
        for key in keys or ():
            roles[key].add(LISTS[name][0])
    for link in keep("pages.tool links", lambda: _links(type(tool)), tool.lane_scope):
        if link.owner == tool.pk and drafted[link.name] is None:
            roles[link.named_key].add(LISTS[link.name][0])
        if link.named_key == tool.translation_key:
            roles[link.owner_key].add(LISTS[link.name][1])
    return roles


def _drafted(tool: "ToolPage", name: str) -> list[UUID] | None:
    """Return whom a draft names in one of its lists; None where the stored list counts."""
    if name not in getattr(tool, "_cluster_related_objects", {}):
        return None
    return [other.translation_key for other in getattr(tool, name).all()]


def _links(model: type["ToolPage"]) -> list[Link]:
    """Return all links between tools; one query."""
    first, *others = (_rows(model, name) for name in LISTS)
    return [Link(*row) for row in first.union(*others, all=True)]


def _rows(model: type["ToolPage"], name: str) -> Any:
    through: Any = model._meta.get_field(name).remote_field.through
    owner, named = "from_toolpage__translation_key", "to_toolpage__translation_key"
    rows = through.objects.annotate(list_name=Value(name))
    return rows.values_list("list_name", "from_toolpage_id", owner, named)
