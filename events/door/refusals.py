"""Why the door does nothing; each says it in words for the person."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from events.refusals import Refusal

if TYPE_CHECKING:
    from django.utils.functional import Promise


class NonceTaken(Refusal):
    """Two different scans bear the same number: a fault of the device."""

    message = _("This device sent two scans under one number. Reload the page and scan again.")


class NothingToUndo(Refusal):
    """The scan is unknown, or too old to be taken back at the door."""

    message = _("Only what was scanned in the last 15 minutes is taken back here. Ask the host.")


class NoTicket(Refusal):
    """Only who has a sure seat has a ticket."""

    message = _("There is a ticket only for a sure seat.")


class WrongCode(Refusal):
    """The code in the room is another one by now, or was typed wrong."""

    message = _("This is not the code in the room. It changes each minute: look once more.")


class DoorClosed(Refusal):
    """People do not check in by themselves here, or not at this hour."""

    message = _("You can check in by yourself only while the event goes on.")


class Unreadable(Refusal):
    """A file is no report of a webinar."""

    message: "str | Promise" = _("This file cannot be read as a report of attendance.")

    def __init__(self, message: object = "") -> None:
        super().__init__(message)
        if message:
            self.message = str(message)


class NotOver(Refusal):
    """Attendance is closed after the event."""

    message = _("The event is not over yet. Close the attendance afterwards.")
