"""Brings keys and webhooks into the settings menu of the administration."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.powers import Power, may


class ProgramsMenuItem(MenuItem):
    """Shown to those who manage the people of some event."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person manages the people of some event."""
        return may(request.user, Power.CHANGE)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses below ``/admin/``."""
    return [path("programs/", include("events.interface.admin_urls"))]


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    """Return the way to keys and webhooks."""
    address = reverse("event_programs:home")
    return ProgramsMenuItem(_("Programs"), address, icon_name="code", order=900)
