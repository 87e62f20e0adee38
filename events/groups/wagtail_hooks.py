"""The room's tab at an event's desk."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.groups import desk


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Return where the tab lives."""
    return [path("event-groups/", include((desk.urlpatterns, "event_group_desk")))]


@hooks.register(desk_tabs.HOOK)
def groups_tab() -> desk_tabs.DeskTab:
    """Return the tab with those who come together."""
    return desk_tabs.DeskTab(
        key=desk.TAB, label=_("Groups"), url_name="event_group_desk:overview", order=70
    )
