"""The places of screens in the menu of the administration."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class GuardedMenuItem(MenuItem):
    """Shown to those who have the permission of its screens."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may enter."""
        return bool(request.user.has_perm(self.permission))


def item_for(name: str) -> type[GuardedMenuItem]:
    """Return the kind of menu item that those with a permission see."""
    return type("PermittedMenuItem", (GuardedMenuItem,), {"permission": name})
