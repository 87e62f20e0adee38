"""Notes of staff for each other."""

from typing import TYPE_CHECKING

from django.db import transaction

from events.desk.models import Note
from events.ical import plain

if TYPE_CHECKING:
    from community.members.models import User


@transaction.atomic
def write_note(*, registration_id: int, text: str, by: "User") -> Note:
    """Return a new note, free of control characters; the same words again are the same note.

    Only when they are the latest and from the same hand: the button was pressed twice.
    """
    words = plain(text).strip()
    latest = Note.objects.filter(registration_id=registration_id).order_by("-pk").first()
    if latest and latest.by_id == by.pk and latest.text == words:
        return latest
    return Note.objects.create(registration_id=registration_id, text=words, by=by)
