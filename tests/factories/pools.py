"""Events whose seats are counted in pools."""

from events.pools import actions
from events.pools.models import AccessCode, Category, EntryRules, Pool, SeatChoice
from tests.factories.events import EventFactory, RegistrationFactory


def pool_of(event, name="Hall", capacity=1):
    """Return a pool of an event."""
    pool = Pool(event=event, name=name, capacity=capacity)
    actions.save_thing(thing=pool)
    return pool


def category_of(event, name, *pools, **fields):
    """Return a category of an event that counts in these pools."""
    category = Category(event=event, name=name, **fields)
    actions.save_thing(thing=category, pools=pools)
    return category


def code_of(event, code="PARTNER7", **fields):
    """Return an access code of an event."""
    made = AccessCode(event=event, code=code, **fields)
    actions.save_thing(thing=made)
    return made


def open_to(event, who):
    """Say who may register for an event."""
    actions.save_thing(thing=EntryRules(event=event, who=who))


def hybrid(on_site=1, online=2, **fields):
    """Return an event with a hall and a link, and the two categories."""
    event = EventFactory(**{"capacity": None, "has_waiting_list": True} | fields)
    here = category_of(event, "On site", pool_of(event, "Hall", on_site), mode="on-site")
    there = category_of(event, "Online", pool_of(event, "Link", online), mode="online")
    return type(event).objects.get(pk=event.pk), here, there


def seated(event, category, factory=RegistrationFactory, **fields):
    """Return a registration that has chosen a category."""
    registration = factory(event=event, **fields)
    SeatChoice.objects.create(registration=registration, category=category)
    return registration


def choosing(category=None, code=""):
    """Return what a form gives for this room."""
    return {"pools": {"category": str(category.pk) if category else "", "code": code}}
