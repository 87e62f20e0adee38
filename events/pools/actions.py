"""The deeds of the desk: set up pools, categories and codes, and say who may register."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from events import parts
from events.models import EventPage
from events.models.event import SCOPE
from events.pools.models import AccessCode, Category, EntryRules, Pool
from events.pools.models.code import new_code
from lane.generations import bump

PART: Final = "pools"
MOST_AT_ONCE: Final = 500
TRIES: Final = 5  # two random codes are hardly ever the same


class StillUsed(Exception):
    """Somebody has chosen it, so it stays as evidence; it can be closed instead."""


@transaction.atomic
def save_thing(*, thing: Pool | Category | AccessCode | EntryRules, pools: Any = None) -> None:
    """Store a pool, a category, a code or the rules, and note that the event counts so."""
    thing.save()
    if pools is not None and isinstance(thing, Category):
        thing.pools.set(pools)
    _note_use(thing.event_id)


@transaction.atomic
def remove_thing(*, thing: Pool | Category | AccessCode) -> None:
    """Delete a pool, or a category or a code that nobody has used.

    Raises:
        StillUsed: a registration or a code points at it.
    """
    event_id = thing.event_id
    try:
        thing.delete()
    except ProtectedError as error:
        raise StillUsed from error
    _note_use(event_id)


@transaction.atomic
def make_codes(*, event: EventPage, number: int, fields: Mapping[str, Any]) -> list[AccessCode]:
    """Return new random codes that all allow the same; at most `MOST_AT_ONCE`.

    Raises:
        ValueError: too many, or less than one; the form asks for less.
    """
    if not 1 <= number <= MOST_AT_ONCE:
        message = f"Between 1 and {MOST_AT_ONCE} codes at once."
        raise ValueError(message)
    made = [_make_code(event, fields) for _number in range(number)]
    _note_use(event.pk)
    return made


@transaction.atomic
def end_code(*, code_id: int) -> AccessCode:
    """Return a code, over from now on; who came by it keeps the seat."""
    code = AccessCode.objects.select_for_update().get(pk=code_id)
    if not code.is_over:
        code.ends_at = timezone.now()
        code.save(update_fields=["ends_at"])
        bump(SCOPE)
    return code


def _make_code(event: EventPage, fields: Mapping[str, Any]) -> AccessCode:
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return AccessCode.objects.create(event=event, code=new_code(), **fields)
        except IntegrityError:
            continue
    message = "No random code was new."
    raise RuntimeError(message)


def _note_use(event_id: int) -> None:
    rules = EntryRules.objects.filter(event_id=event_id).exclude(who=EntryRules.Who.EVERYONE)
    sets = (rules, Category.objects.filter(event_id=event_id))
    is_used = any(found.exists() for found in sets)
    is_used = is_used or AccessCode.objects.filter(event_id=event_id).exists()
    parts.note_use(event_id, PART, is_used=is_used)
    bump(SCOPE)
