"""Series in the administration, and the button that copies an event."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from events.models import EventPage, Series
from events.models.event import SCOPE
from events.series import desk_views
from lane.generations import bump


class SeriesViewSet(SnippetViewSet):
    """Series: a name and a few words; an event says itself to which it belongs."""

    model = Series
    icon = "calendar-alt"
    menu_label = _("Series of events")
    list_display = ["title", "slug"]
    search_fields = ["title"]
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("text")]


register_snippet(SeriesViewSet)


@hooks.register("after_edit_snippet")
def show_changed_series(request: Any, instance: Any) -> None:
    """Let the pages that name a series be made anew."""
    if isinstance(instance, Series):
        bump(SCOPE)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the address of the form that copies."""
    return [path("events/<int:event_id>/copy/", desk_views.copy, name="copy_event")]


@hooks.register("register_page_header_buttons")
def button_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the way from an event's editing screen to its copies."""
    event = page.specific_deferred
    if isinstance(event, EventPage) and not event.alias_of_id and desk_views.may_copy(user, event):
        address = reverse("copy_event", args=(event.pk,))
        yield Button(_("Copy to new dates"), url=address, icon_name="copy", priority=47)
