"""Why a paper is not made; each says so in words for people."""

from typing import Any

from django.utils.translation import gettext as _


class PaperRefusal(Exception):
    """Something stands in the way; the text says what and what to do."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class NotOver(PaperRefusal):
    """The event has not ended: nobody has attended all of it yet."""

    def __init__(self) -> None:
        super().__init__(_("Certificates can be issued once the event is over."))


class NobodyCame(PaperRefusal):
    """Nobody was checked in."""

    def __init__(self) -> None:
        super().__init__(_("Nobody is marked as attended. Check people in first."))


class UnderWay(PaperRefusal):
    """A round is under way already."""

    def __init__(self) -> None:
        super().__init__(_("Certificates are being issued already."))


class NotStanding(PaperRefusal):
    """The certificate was revoked, replaced or withdrawn meanwhile."""

    def __init__(self, standing: Any = "") -> None:
        super().__init__(
            _("This certificate does not stand any more: %(why)s.") % {"why": standing}
        )


class NotSettable(PaperRefusal):
    """The document could not be set."""

    def __init__(self) -> None:
        super().__init__(_("The document could not be made. Try again, or shorten its texts."))


class NoName(PaperRefusal):
    """There is no name to print."""

    def __init__(self) -> None:
        super().__init__(_("Write the name as it shall be printed."))
