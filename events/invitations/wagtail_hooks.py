"""The room's tab at an event's desk."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.invitations import desk


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Return where the tab lives."""
    patterns = (desk.urlpatterns, "event_invitation_desk")
    return [path("event-invitations/", include(patterns))]


@hooks.register(desk_tabs.HOOK)
def invitations_tab() -> desk_tabs.DeskTab:
    """Return the tab with those who are invited."""
    return desk_tabs.DeskTab(
        key=desk.TAB, label=_("Invitations"), url_name="event_invitation_desk:overview", order=60
    )
