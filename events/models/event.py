"""An event: when, where, for whom, and how many seats."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.search import index

from events.blocks import Programme, Speakers
from events.editing import EventPageForm
from events.models.admission import Admitting
from events.models.calendar_entry import CalendarEntry
from events.models.event_data import event_data
from events.models.event_panels import event_panels
from events.models.event_sets import EventQuerySet
from events.models.registration import Registration
from events.models.remains import Remaining
from events.models.seats import Seats
from events.models.session import Session
from events.models.shown import directory_for, hosts_of, materials_for, numbers_of
from events.models.standing import Standing
from events.models.whereabouts import Placed
from events.models.wording import Door, place_text, seats_text
from lane.showing import hold, show_hasty
from pages.blocks import Body
from pages.cards import Card
from pages.models.linked import cards_in, linked_pages
from pages.models.page import BasePage
from pages.models.sets import card_manager
from pages.models.terms import load_related, terms_of
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

SCOPE: Final = "events"  # of the anonymous lane
SEATS: Final = "seats"  # what registrations change: a moment may pass before pages show it
MINUTE: Final = 60  # seconds for which an answer that looks at the clock is kept


class EventPage(Standing, Admitting, Placed, Remaining, BasePage):
    """A workshop, a webinar, a conference: a page with a time, a place and seats."""

    # Empty in a draft only: the editing form asks for both before it publishes.
    event_type = term_field(Scheme.EVENT_TYPE, null=True)
    format = term_field(Scheme.EVENT_FORMAT, null=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    language_note = models.CharField(
        _("more about the language"),
        max_length=120,
        blank=True,
        help_text=_("Such as: with live captions."),
    )
    cost_text = models.CharField(_("costs"), max_length=200, blank=True)
    body = StreamField(Body(), verbose_name=_("text"), blank=True, default=list)
    programme = StreamField(Programme(), verbose_name=_("programme"), blank=True, default=list)
    speakers = StreamField(Speakers(), verbose_name=_("who leads it"), blank=True, default=list)
    is_unlisted = models.BooleanField(
        _("is not listed"),
        default=False,
        db_default=False,
        help_text=_(
            "In no list, calendar, feed, search or map of the site; whoever has the address can"
            " open it."
        ),
    )
    objects: ClassVar[Any] = card_manager(EventQuerySet)
    base_form_class = EventPageForm
    kind = "event"
    lane_scope = SCOPE
    lane_params = ()
    page_description = _("A workshop, a webinar, a conference: people register on the page.")
    template = "events/event.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("city"),
        index.FilterField("start"),
        index.FilterField("end"),
    ]
    edit_handler = event_panels(BasePage)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = (models.Index("end", name="events_by_end"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and give a new event its own entry in the world's calendars."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            self.entry = CalendarEntry.objects.create(event=self)

    @property
    def seat_owner_id(self) -> int:
        """The page whose seats are taken: an alias is another door to the same room."""
        return self.alias_of_id or self.pk

    @property
    def seat_entry(self) -> CalendarEntry:
        """The calendar entry of the page whose seats are taken."""
        entry: CalendarEntry = self.alias_of.specific.entry if self.alias_of_id else self.entry
        return entry

    @property
    def uid(self) -> Any:
        """The identity of the event in every calendar, the same for ever."""
        return self.entry.uid

    @property
    def sequence(self) -> int:
        """How often time, zone, place or cancellation have changed since it was published."""
        return self.entry.sequence

    @property
    def calendar_facts(self) -> dict[str, Any]:
        """What calendars must be told of when it changes; texts are not among it."""
        facts = {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "zone": self.time_zone,
            "format": self.format_code,
            "place": [self.venue, self.address, self.city],
            "country": self.country.code if self.country else "",
            "online": self.mailed_url,
            "cancelled": self.is_cancelled,
        }
        # Only where it is so: a new key would be news to everyone of every event.
        return facts | {"postponed": True} if self.is_postponed else facts

    @property
    def earlier(self) -> dict[str, Any]:
        """What people were told before the event was moved; the entry keeps it."""
        before: dict[str, Any] = self.seat_entry.earlier if self.pk else {}
        return before

    def door(self, now: datetime) -> Door:
        """Return whether one may register now, seats aside; it costs no query."""
        if self.is_cancelled:
            return Door.CANCELLED
        if self.is_postponed:
            return Door.POSTPONED
        if self.end <= now:
            return Door.OVER
        if self.registration_opens and now < self.registration_opens:
            return Door.NOT_YET
        return Door.OPEN if now < self.closes_at else Door.CLOSED

    @cached_property
    def seats(self) -> Seats:
        """The seats as they are now, counted once for each request; one query, or none."""
        if "seats_confirmed" in vars(self):
            return Seats(
                capacity=self.capacity,
                confirmed=self.seats_confirmed,
                held=self.seats_held,
                waiting=self.seats_waiting,
            )
        mine = Registration.objects.filter(event_id=self.seat_owner_id)
        return mine.seats(self.capacity, timezone.now())

    @cached_property
    def own_sessions(self) -> list[Session]:
        """The sessions in their order; one query."""
        found = Session.objects.filter(event_id=self.seat_owner_id) if self.pk else ()
        sessions = list(found)
        for session in sessions:
            session.event = self
        return sessions

    @property
    def format_code(self) -> str:
        """The code of the format: on-site, online or hybrid; empty in a draft."""
        return self.format.code if self.format else ""

    @property
    def is_on_site(self) -> bool:
        """Whether people meet in a room."""
        return self.format_code in {"on-site", "hybrid"}

    @property
    def is_online(self) -> bool:
        """Whether people can join from afar."""
        return self.format_code in {"online", "hybrid"}

    @property
    def place_text(self) -> str:
        """Where it happens, in one line, without the link."""
        return place_text(self)

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns; nothing of an event that is not listed."""
        facts: dict[str, Any] | None = None if self.is_unlisted else super().search_facts()
        return facts

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: type, time, place and, where counted, seats."""
        show_hasty(SEATS)
        meta = [self.when_text, self.city or str(self.format or "")]
        if not self.takes_place or (hasattr(self, "seats_confirmed") and not self.is_over):
            meta.append(seats_text(self))
        if getattr(self, "has_remains", False):
            meta.append(gettext("With materials"))
        facts: dict[str, Any] = super().card_facts(request)
        return facts | {
            "kicker": str(self.event_type or ""),
            "meta": tuple(filter(None, meta)),
            "starts": None if self.is_postponed else self.day,
        }

    def line(self, request: HttpRequest | None = None) -> Card:
        """Return the card for a list in which the day of each event stands beside it."""
        card = self.card(request)
        return replace(card, meta=(self.hours_text, *card.meta[1:]))

    def linked_data(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the event in schema.org's words, without the link to join."""
        return super().linked_data(request) | event_data(self, request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the door, the seats, the viewer's registration and the form.

        The form comes from the view (`request.registration_form`): pages know no forms.
        """
        hold(MINUTE)
        show_hasty(SEATS)
        linked = linked_pages(self.body)
        load_related([self, *linked.values()])
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        directory = directory_for(self)
        seats = self.seats if self.pk else Seats(capacity=self.capacity, confirmed=0)
        return context | {
            "door": self.door(timezone.now()).value,
            "seats": seats,
            "form": getattr(request, "registration_form", None),
            "mine": getattr(request, "own_registration", None),
            "is_by_invitation": getattr(request, "is_by_invitation", False),
            "joins_line": self.has_waiting_list and not self.needs_approval and seats.are_gone,
            "cards_in_text": cards_in(linked, request),
            "materials": materials_for(self, getattr(request, "own_registration", None)),
            "numbers": numbers_of(self) if self.pk else None,
            "hosts": hosts_of(self, directory),
            "directory": directory,
            "themes": terms_of(self, "themes"),
        }
