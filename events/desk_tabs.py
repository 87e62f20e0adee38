"""The tabs of one event's desk in the administration; each small room brings its own.

A room registers a function under `HOOK` that takes nothing and returns a `DeskTab`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from wagtail import hooks

from events.powers import Power, may

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from events.models import EventPage

HOOK: Final = "register_event_desk_tab"


@dataclass(frozen=True, kw_only=True)
class DeskTab:
    """One tab: its name, the address of its first page (which takes the event's id), for whom."""

    key: str
    label: "str | Promise"
    url_name: str
    order: int
    power: Power = Power.SEE


def tabs_for(user: Any, event: "EventPage", current: str) -> list[dict[str, Any]]:
    """Return the tabs that a person sees, as label, address and whether it is the open one."""
    tabs = sorted((make() for make in hooks.get_hooks(HOOK)), key=lambda tab: tab.order)
    allowed = {power for power in {tab.power for tab in tabs} if may(user, power, event)}
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name, args=(event.pk,)),
            "is_current": tab.key == current,
            "key": tab.key,
        }
        for tab in tabs
        if tab.power in allowed
    ]


def list_address(event_id: int) -> str:
    """Return the address of the list of those who come to an event."""
    return f"{reverse('registrations:index')}?event={event_id}"
