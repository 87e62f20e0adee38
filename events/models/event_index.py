"""The list of events: what is coming, and what has been."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import MINUTE, SCOPE, EventPage
from lane.showing import hold
from pages.models.listing import ListingPage
from pages.models.slices import slice_of
from pages.models.terms import load_related

PER_PAGE = 12


class EventIndexPage(ListingPage):
    """The coming events in the order of their days, the past ones below."""

    kind = "events"
    lane_scope = SCOPE
    lane_params = ("page",)
    page_description = _("Lists the events below it: the coming ones first.")
    template = "events/event_index.html"
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def listed(self) -> Any:
        """Return the live events that are over, the latest first: what grows without end."""
        return EventPage.objects.live().child_of(self).for_cards().over(timezone.now())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with all coming events and one slice of the past ones."""
        hold(MINUTE)
        now = timezone.now()
        live = EventPage.objects.live().child_of(self).for_cards()
        coming = list(live.upcoming(now).with_seats(now))
        past = slice_of(self.listed(), request, PER_PAGE)
        load_related([*coming, *past])
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "coming": [event.line(request) for event in coming],
            "past": [event.line(request) for event in past],
            "slice": past,
        }
