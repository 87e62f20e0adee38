"""The desk's own account page, without what belongs to the member's pages."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    NameEmailSettingsPanel,
)


class DeskAccountView(AccountView):
    """Preferences for the desk. The profile tells name and address, and no picture is kept."""

    def get_panels(self) -> list[Any]:
        """Return Wagtail's panels without those for name, address and picture."""
        elsewhere = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere)]


desk_account = require_admin_access(DeskAccountView.as_view())
