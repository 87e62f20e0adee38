"""Gives one sample event two categories with a pool each, one for partners, and access codes."""

from collections.abc import Mapping
from typing import Any, Final

from events.models import EventPage
from events.pools import actions
from events.pools.models import AccessCode, Category, Pool, SeatChoice

EVENT: Final = "buyers-meet-makers"
CODE: Final = "PARTNERDESK"


def load(people: Mapping[str, Any]) -> None:
    """Set the event up, unless it is or there is no such event."""
    event = EventPage.objects.filter(slug=EVENT, alias_of=None).first()
    if event is None or event.categories.exists():
        return
    tables = _pool(event, "Tables", Pool.Kind.ONLINE, 10)
    _category(event, "Buyer", "looks for an answer", 1, tables)
    maker = _category(
        event, "Maker", "has one to show", 2, tables, _pool(event, "Makers", Pool.Kind.CATEGORY, 6)
    )
    kept = _pool(event, "Kept for partners", Pool.Kind.QUOTA, 2)
    partner = _category(event, "Partner of the project", "", 3, tables, kept, needs_code=True)
    _code(event, partner, code=CODE, note="For the desks of the partners", most_uses=2)
    for registration in event.registrations.all():
        SeatChoice.objects.create(registration=registration, category=maker)


def _pool(event: EventPage, name: str, kind: str, capacity: int) -> Pool:
    pool = Pool(event=event, name=name, kind=kind, capacity=capacity)
    actions.save_thing(thing=pool)
    return pool


def _category(
    event: EventPage, name: str, text: str, order: int, *pools: Pool, needs_code: bool = False
) -> Category:
    category = Category(event=event, name=name, text=text, order=order, needs_code=needs_code)
    actions.save_thing(thing=category, pools=pools)
    return category


def _code(event: EventPage, category: Category, **fields: Any) -> None:
    made = AccessCode(event=event, category=category, skips_approval=True, **fields)
    actions.save_thing(thing=made)
