"""Finds the code that somebody typed."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from events.models import EventPage
from events.pools.models import AccessCode
from events.pools.models.code import plain_code
from events.pools.refusals import WrongCode


def code_in(event: EventPage, given: Mapping[str, Any]) -> AccessCode | None:
    """Return the code among somebody's answers; None where none was typed.

    Raises:
        WrongCode: it is none of this event, or over.
    """
    typed = plain_code(str(given.get("code") or ""))
    if not str(given.get("code") or "").strip():
        return None
    codes = AccessCode.objects.usable(timezone.now()).select_related("category")
    found = codes.filter(event_id=event.seat_owner_id, code=typed).first()
    if found is None:
        raise WrongCode
    return found
