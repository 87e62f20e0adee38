"""The list of events: what is coming, and what has been; narrowed down, or a month of it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.facets import FACETS, choices_among
from events.models.event import MINUTE, SCOPE, EventPage
from events.months import Month, around, month_with
from events.narrowing import WHEN, FoundEvents, month_of, narrow
from lane.showing import hold
from outbox.rendering import absolute_url
from pages.calendars import subscription
from pages.models.listing import ListingPage
from pages.models.slices import slice_of
from pages.models.terms import load_related

PER_PAGE = 12


class EventIndexPage(ListingPage):
    """The coming events in the order of their days, the past ones below."""

    kind = "events"
    lane_scope = SCOPE
    lane_params = (WHEN, *FACETS, "month", "page")
    page_description = _("Lists the events below it: the coming ones first.")
    template = "events/event_index.html"
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def listed(self) -> Any:
        """Return the live events that are over, the latest first: what grows without end."""
        return self._live().for_cards().over(timezone.now())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with what fits: a month, or all coming and a slice of the past."""
        hold(MINUTE)
        now = timezone.now()
        found = narrow(request, self._live(), now=now)
        query = found.query
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= {
            "found": found,
            "is_narrowed": query.is_narrowed,
            "is_indexed": not query.month and sum(map(len, query.chosen.values())) <= 1,
            "narrowed_query": query.querystring(),
            "list_url": _with_month(found, "") or "?",
            "month_url": _with_month(found, f"{timezone.localdate():%Y-%m}"),
        }
        if query.month:
            context["month"] = self._month(request, found)
        else:
            context |= self._lists(request, found, now)
        return context | _subscriptions(found)

    def _live(self) -> Any:
        live = EventPage.objects.live().child_of(self).listed()
        return live.shown_to_all(above=self.depth)

    def _lists(self, request: HttpRequest, found: FoundEvents, now: datetime) -> dict[str, Any]:
        coming_set, past_set = self._live().for_cards().upcoming(now), self.listed().with_remains()
        if found.query.is_narrowed:
            coming_set = coming_set.filter(pk__in=found.coming)
            past_set = past_set.filter(pk__in=found.past)
        coming = list(coming_set.with_seats(now)) if found.coming else []
        past = slice_of(past_set, request, PER_PAGE)
        load_related([*coming, *past])
        return {
            "coming": [event.line(request) for event in coming],
            "past": [event.line(request) for event in past],
            "slice": past,
            "calendar_choices": choices_among(coming, found.names),
        }

    def _month(self, request: HttpRequest, found: FoundEvents) -> dict[str, Any]:
        """Return the month with the events that fit, and the ways to its neighbours."""
        today = timezone.localdate()
        first = month_of(found.query.month, today)
        begins, ends = around(first)
        fitting = self._live().filter(pk__in=[*found.coming, *found.past], is_postponed=False)
        events = fitting.filter(start__lt=ends, end__gt=begins).order_by("start", "pk")
        reach = fitting.aggregate(first=Min("start"), last=Max("end"))
        span = (_day_of(reach["first"], today), _day_of(reach["last"], today))
        month: Month = month_with(first, events, today=today, span=span, request=request)
        return {
            "table": month,
            "before_url": _with_month(found, f"{month.before:%Y-%m}") if month.before else "",
            "after_url": _with_month(found, f"{month.after:%Y-%m}") if month.after else "",
        }


def _with_month(found: FoundEvents, month: str) -> str:
    """Return the address of the same choice in a month, or in the list."""
    return replace(found.query, page=1, month=month).querystring()


def _day_of(moment: datetime | None, today: date) -> date:
    return timezone.localtime(moment).date() if moment else today


def _subscriptions(found: FoundEvents) -> dict[str, Any]:
    """Return the calendar of all events, and that of what is chosen."""
    query = found.query
    address = absolute_url(reverse("events:calendar"))
    chosen = f"{address}?{query.feed_query}" if query.feed_query else ""
    return {
        "calendar_address": chosen or address,
        "calendar_webcal": subscription(chosen or address),
        "calendar_is_chosen": bool(chosen),
    }
