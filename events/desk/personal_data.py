"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.desk import tasks
from events.desk.models import Batch, BatchItem, Note, PeopleFile, PeopleLine
from events.models import Registration


@register_personal_data("desk.Note")
class Notes(PersonalData):
    """What the organisers noted about somebody's registrations, and what somebody noted."""

    section = "notes on registrations"
    title = _("Notes on registrations")
    purpose = _("To tell each other what is to be known about a registration.")
    basis = Basis.INTEREST
    kept = _("as long as the registration, until you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield the notes about the person; of their own notes only that they were written."""
        for note in Note.objects.filter(registration__in=_mine(email, user)):
            yield {"about you": note.text, "when": note.at.isoformat()}
        for note in Note.objects.filter(by=user) if user else ():
            yield {"by you": "a note on a registration", "when": note.at.isoformat()}

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete what was noted about the person, and take their name off what they noted."""
        Note.objects.filter(registration__in=_mine(email, user)).delete()
        if user is not None:
            Note.objects.filter(by=user).update(by=None)


@register_personal_data("desk.PeopleLine")
class Lines(PersonalData):
    """The line of a file from which somebody was registered."""

    section = "lists of people for events"
    title = _("Lists of people for events")
    purpose = _("To register people whom the organisers of an event named.")
    basis = Basis.INTEREST
    kept = _("a month after the list was read")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield the lines with what they said."""
        for line in PeopleLine.objects.filter(_lines(email, user)).select_related("people_file"):
            said = dict(zip(line.people_file.headings, line.cells, strict=False))
            yield {"address": line.email, "told": said, "state": line.state}

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the lines, also those not worked off yet: the person shall not come back."""
        PeopleLine.objects.filter(_lines(email, user)).delete()


@register_personal_data("desk.Batch", "desk.BatchItem", "desk.PeopleFile")
class DeskDeeds(PersonalData):
    """Files that somebody brought in and deeds about many that they began."""

    section = "deeds at the desk of events"
    title = _("Deeds at the desk of events")
    purpose = _("To go on where a deed was broken off, and to answer for it.")
    basis = Basis.INTEREST
    kept = _("a month; without your name once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield what the person began, without saying about whom."""
        if user is None:
            return
        for batch in Batch.objects.filter(by=user).select_related("event"):
            yield {
                "deed": batch.deed,
                "event": batch.event.title,
                "when": batch.asked_at.isoformat(),
            }
        for one in PeopleFile.objects.filter(by=user).select_related("event"):
            yield {
                "file": one.file_name,
                "event": one.event.title,
                "when": one.created_at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person off the deeds of others, and their name off their own."""
        BatchItem.objects.filter(registration__in=_mine(email, user)).delete()
        if user is not None:
            Batch.objects.filter(by=user).update(by=None)
            PeopleFile.objects.filter(by=user).update(by=None)


def _mine(email: str, user: User | None) -> Any:
    return Registration.objects.of_person(email=email, user=user).values("pk")


def _lines(email: str, user: User | None) -> Q:
    """Return the condition for lines about a person: by address, or by what came of them."""
    mine = Q(email__iexact=email)
    return mine | Q(registration__user=user) if user else mine


register_retention(
    "desk.lines",
    title=_("Lists of people for events, and deeds about many at once"),
    reason=_("Needed only until the list is worked off and the answers are read."),
    period=in_days(tasks.KEEP_LINES.days),
)(tasks.forget)
