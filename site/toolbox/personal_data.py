"""What this room holds about a person, how it is handed out and how it is erased."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from toolbox.models import ShortListEntry


@register_personal_data("toolbox.ShortListEntry")
class ShortList(PersonalData):
    """The tools that a member keeps. The list is nobody else's and goes with the account."""

    section = "short list"
    title = _("Your short list")
    purpose = _("To keep the tools that you chose.")
    basis = Basis.CONTRACT
    kept = _("until you take them off the list or leave")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every tool on the list, in its order."""
        if user is None:
            return []
        return [
            {
                "code": entry.tool.code,
                "tool": entry.tool.title,
                "note": entry.note,
                "added": entry.added_at.isoformat(),
            }
            for entry in ShortListEntry.objects.of(user).select_related("tool")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the list."""
        if user is not None:
            ShortListEntry.objects.of(user).delete()
