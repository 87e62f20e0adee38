"""Lets people check in by themselves, with the code that is shown in the room."""

from uuid import uuid4

from django.utils import timezone

from events.door.actions.scanning import Answer, Sighting, record
from events.door.models import Way
from events.door.refusals import DoorClosed, WrongCode
from events.door.room_codes import goes_on, is_room_code
from events.models import Registration


def check_in_by_code(*, registration: Registration, code: str) -> Answer:
    """Write down that a person read the code in the room of the event, or of one of its sessions.

    Raises:
        DoorClosed: nothing goes on at this hour.
        WrongCode: it is not the code of this minute or the last.
    """
    event, now = registration.event, timezone.now()
    if not goes_on(event, now):
        raise DoorClosed
    running = [session for session in event.sessions.all() if goes_on(session, now)]
    for session in (None, *running):
        if is_room_code(code, event, session, now):
            sighting = Sighting(
                nonce=uuid4(),
                at=now,
                sent_at=now,
                registration_id=registration.pk,
                session=session,
                way=Way.SELF,
            )
            return record(event=event, sighting=sighting, by=None)
    raise WrongCode
