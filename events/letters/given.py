"""The placeholders that this room brings itself."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.calendar_links import calendar_links
from events.letters.models import EventLetters
from events.letters.placeholders import Link, Value, register_placeholder
from events.links import link_to, token_of
from events.models.shown import materials_for
from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from events.models import Registration


def register_all() -> None:
    """Register them, in the order in which the form lists them."""
    register_placeholder("name", gettext_lazy("the person's name"), _name)
    register_placeholder("event", gettext_lazy("the title of the event"), _event)
    register_placeholder("when", gettext_lazy("day and time"), _when)
    register_placeholder("where", gettext_lazy("the place"), _where)
    register_placeholder(
        "link", gettext_lazy("to see, correct or cancel the registration"), _link, is_link=True
    )
    register_placeholder(
        "event_page", gettext_lazy("the page of the event"), _event_page, is_link=True
    )
    register_placeholder(
        "join_link", gettext_lazy("the link to join online"), _join_link, has_a_seat, is_link=True
    )
    register_placeholder(
        "calendar_links",
        gettext_lazy("to put it into a calendar"),
        _calendar_links,
        has_a_seat,
        is_link=True,
    )
    register_placeholder(
        "materials", gettext_lazy("what is handed out"), materials, was_invited, is_link=True
    )


def has_a_seat(registration: "Registration") -> bool:
    """Return whether the seat is sure, of an event that takes place."""
    return registration.is_confirmed and not registration.event.is_cancelled


def was_invited(registration: "Registration") -> bool:
    """Return whether the seat is, or was, sure."""
    return registration.is_confirmed


def _name(registration: "Registration") -> Value:
    return registration.name


def _event(registration: "Registration") -> Value:
    return str(registration.event.title)


def _when(registration: "Registration") -> Value:
    return str(registration.event.when_text)


def _where(registration: "Registration") -> Value:
    return str(registration.event.place_text)


def _link(registration: "Registration") -> Value:
    return Link(url=link_to(registration))


def _event_page(registration: "Registration") -> Value:
    event: Any = registration.event
    return Link(url=absolute_url(event.get_url() or "/"))


def _join_link(registration: "Registration") -> Value:
    event = registration.event
    return Link(url=event.mailed_url) if event.mailed_url and event.is_online else ""


def _calendar_links(registration: "Registration") -> Value:
    own = reverse("events:own_calendar_file", args=(token_of(registration),))
    file = Link(url=absolute_url(own), text=_("Calendar file"))
    others = (Link(url=url, text=name) for name, url in calendar_links(registration.event))
    return (file, *others)


def materials(registration: "Registration") -> Value:
    """Return what the organisers hand out: the page's materials, then the lines of the field.

    A document that is not for everyone is fetched on the page.
    """
    event = registration.event
    page = absolute_url(event.get_url() or "/")
    shown = (
        Link(url=absolute_url(one.url) if one.url else page, text=one.title)
        for one in materials_for(event, registration)
    )
    found = EventLetters.objects.filter(event_id=registration.event_id).first()
    return (*shown, *(links_in(found.materials) if found else ()))


def links_in(lines: str) -> tuple[Link, ...]:
    """Return one link for each line of the form ``what it is https://…``.

    Raises:
        ValueError: a line has no address at its end; the message is the line.
    """
    return tuple(_link_in(line.strip()) for line in lines.splitlines() if line.strip())


def _link_in(line: str) -> Link:
    *words, url = line.split()
    if not url.startswith(("https://", "http://")):
        raise ValueError(line)
    return Link(url=url, text=" ".join(words).rstrip(":|") or url)
