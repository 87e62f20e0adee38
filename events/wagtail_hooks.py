"""What this room adds to the administration and to the serving of its pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from events.desk_tabs import list_address
from events.models import EventIndexPage, EventPage, Registration
from events.powers import Power, may
from events.views import prepare_page
from pages.doors import HOOK, Door, WritingDoor
from pages.planning import HOOK as PLANNED
from pages.planning import Planned


@hooks.register(HOOK)
def offer_doors() -> list[Door]:
    """Return the door of this room."""
    return [
        WritingDoor(
            title=_("Announce an event"),
            text=_("When, where and for whom. People register on its page."),
            icon="calendar-alt",
            order=40,
            page=EventPage,
            below=EventIndexPage,
        )
    ]


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions on registrations that can be given to a group."""
    return Permission.objects.filter(
        content_type__app_label="events",
        codename__in=("view_registration", "add_registration", "change_registration"),
    )


@hooks.register("register_page_listing_more_buttons")
def button_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the way from an event in the page explorer to its registrations."""
    yield from _buttons(page, user)


@hooks.register("register_page_header_buttons")
def button_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the way from an event's editing screen to its registrations."""
    yield from _buttons(page, user)


def _buttons(page: Page, user: Any) -> Iterator[Button]:
    event = page.specific_deferred
    if isinstance(event, EventPage) and may(user, Power.SEE, event):
        address = list_address(page.pk)
        yield Button(_("Registrations"), url=address, icon_name="group", priority=45)


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name the deeds of staff in Wagtail's log."""
    log_actions.register_action("events.register", _("Register"), _("Registered a person by hand"))
    log_actions.register_action(
        "events.cancel_registration", _("Cancel registration"), _("Cancelled a registration")
    )


@hooks.register("after_edit_page")
def warn_of_lost_room(request: HttpRequest, page: Page) -> None:
    """Say it when an event has fewer seats than are taken; nobody loses one."""
    if not isinstance(page, EventPage) or page.capacity is None:
        return
    seats = Registration.objects.filter(event_id=page.seat_owner_id).seats(
        page.capacity, timezone.now()
    )
    if seats.taken > page.capacity:
        said = ngettext(
            "%(confirmed)s person has a seat for sure and %(held)s seats are held, but the event"
            " has %(capacity)s: nobody loses a seat, and nobody new gets one.",
            "%(confirmed)s people have a seat for sure and %(held)s seats are held, but the event"
            " has %(capacity)s: nobody loses a seat, and nobody new gets one.",
            seats.confirmed,
        )
        numbers = {"confirmed": seats.confirmed, "held": seats.held, "capacity": page.capacity}
        messages.warning(request, said % numbers)


@hooks.register("before_delete_page")
def keep_events_with_people(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """Refuse to delete a page below which people are registered: their rows are evidence."""
    below = EventPage.objects.descendant_of(page, inclusive=True)
    if not Registration.objects.filter(event__in=below).exists():
        return None
    messages.error(
        request,
        _("People are registered here, so it cannot be deleted. Cancel the event or unpublish it."),
    )
    return redirect(reverse("wagtailadmin_explore", args=(page.get_parent().pk,)))


@hooks.register("before_serve_page")
def bring_the_form(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Give an event's page its form and the viewer's own registration."""
    if isinstance(page, EventPage):
        prepare_page(request, page)


@hooks.register(PLANNED)
def tell_what_is_planned(first: datetime, last: datetime) -> list[Planned]:
    """Return the events of some days, drafts among them, for the editorial calendar."""
    found = EventPage.objects.filter(start__gte=first, start__lt=last).order_by("start")
    return [
        Planned(
            kind="event",
            label=_("Event"),
            title=event.title,
            at=event.start,
            url=reverse("wagtailadmin_pages:edit", args=(event.pk,)),
            person_id=event.owner_id,
            page_id=event.pk,
        )
        for event in found.only("title", "start", "owner", "path", "depth")
    ]
