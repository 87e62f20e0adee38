"""Groups, who is in them, and how large they may be."""

from events.groups.models.companion import Companion
from events.groups.models.rules import GroupRules

__all__ = ["Companion", "GroupRules"]
