"""The code that a host shows in the room: it changes each minute, and only who is there sees it.

It is a keyed hash (HMAC-SHA-256) of the event, the session and the minute; nothing is stored.
"""

import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.crypto import salted_hmac

from events.door.codes import ALIKE, LETTERS, NOISE
from events.models import Session

if TYPE_CHECKING:
    from events.models import EventPage

SALT: Final = "events.door.room"
WINDOW: Final = 60  # seconds
LENGTH: Final = 6
LEAD: Final = timedelta(minutes=30)
AFTER: Final = timedelta(minutes=15)


def room_code(event: "EventPage", session: Session | None, now: datetime, *, back: int = 0) -> str:
    """Return the code of this minute, or of `back` minutes ago."""
    minute = int(now.timestamp()) // WINDOW - back
    name = f"{event.uid}:{session.uid if session else ''}:{minute}"
    number = int.from_bytes(salted_hmac(SALT, name, algorithm="sha256").digest())
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(LENGTH))


def seconds_left(now: datetime) -> int:
    """Return how long the code of this minute is shown."""
    return WINDOW - int(now.timestamp()) % WINDOW


def is_room_code(text: str, event: "EventPage", session: Session | None, now: datetime) -> bool:
    """Return whether it is the code of this minute or of the one before."""
    typed = NOISE.sub("", text[:40].upper()).translate(ALIKE).encode()
    shown = (room_code(event, session, now, back=back).encode() for back in (0, 1))
    return any(hmac.compare_digest(typed, code) for code in shown)


def goes_on(thing: "EventPage | Session", now: datetime) -> bool:
    """Return whether people may check in by themselves: from half an hour before until the end."""
    return thing.start - LEAD <= now <= thing.end + AFTER
