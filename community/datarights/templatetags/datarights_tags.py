"""Pieces of this room on other pages."""

from typing import Any

from django import template

from community.members.retention import retention_rules
from community.members.rights import holdings

register = template.Library()


@register.inclusion_tag("datarights/held.html")
def held_about_people() -> dict[str, Any]:
    """Show what all rooms hold about people, why and for how long: from the registry itself."""
    told = [holding for holding in holdings() if holding.title]
    return {"holdings": told, "rules": retention_rules()}
