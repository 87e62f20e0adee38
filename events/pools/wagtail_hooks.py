"""The room's tab at an event's desk."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.pools import desk


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Return where the tab lives."""
    return [path("event-seats/", include((desk.urlpatterns, "event_pools")))]


@hooks.register(desk_tabs.HOOK)
def seats_tab() -> desk_tabs.DeskTab:
    """Return the tab with pools, categories and codes."""
    return desk_tabs.DeskTab(
        key=desk.TAB, label=_("Seats and codes"), url_name="event_pools:overview", order=40
    )
