"""Why a seat is not given or a link does nothing; each says it in words for the person."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from events.models.registration import Registration


class Refusal(Exception):
    """A deed that cannot be done now."""

    message: "str | Promise" = ""

    def __str__(self) -> str:
        return str(self.message)


class EventFull(Refusal):
    """All seats are taken."""

    message = _("The last seat has just been taken. If someone cancels, it is free again here.")


class RegistrationClosed(Refusal):
    """The event is over, cancelled, hidden, not yet open or closed for registration."""

    message = _("Registration for this event is not open.")


class NotAdmitted(Refusal):
    """The event is for those with a code or an invitation."""

    message = _("Registration for this event is by code or invitation.")


class Busy(Refusal):
    """Too many people are registering at this moment, and one of them holds the lock."""

    message = _("Many people are registering at this moment. Try again in a few seconds.")


class AlreadyRegistered(Refusal):
    """The person has a registration for this event; it comes with the exception."""

    message = _("You are registered already: the seat is yours.")

    def __init__(self, registration: "Registration") -> None:
        self.registration = registration
        super().__init__(registration)
        if registration.is_waiting:
            self.message = _("You are on the waiting list already.")
        elif registration.is_to_approve:
            self.message = _("Your registration is with the organisers already.")


class LinkExpired(Refusal):
    """A guest did not confirm in time, and the seat was given back."""

    message = _("This link is too old. The seat was kept for a day and is free again.")


class LinkUsed(Refusal):
    """The link has done its work already, or the registration was cancelled since."""

    message = _("This link has been used before.")


class OfferOver(Refusal):
    """The time of an offer is up, or the seat went back."""

    message = _("This offer is over: the seat went to the next in line.")


class StateChanged(Refusal):
    """What staff decided on has changed since they opened the page."""

    message = _("This registration has changed meanwhile. Look at it once more.")


class NotYet(Refusal):
    """Whether somebody came is noted before it can be known."""

    message = _("The event has not begun: nobody can know yet who comes.")


class NoSeatToTakeBack(Refusal):
    """Staff cancel what is no seat; who only hopes for one is declined."""

    message = _("This person has no seat that could be cancelled.")
