"""Why a group cannot be registered, in words for its leader."""

from django.utils.translation import gettext_lazy as _

from events.refusals import EventFull, Refusal


class GroupTooLarge(Refusal):
    """More people than one may bring."""

    message = _("One person may not bring that many to this event. Nobody was registered.")


class NotForAll(Refusal):
    """One of them has a registration; which one is not told."""

    message = _(
        "Not all of these people can be registered: each address counts once, and one of them may"
        " have registered already. Nobody was registered."
    )


class NoRoomForAll(EventFull):
    """Fewer seats than people."""

    message = _("There are not enough seats for all of you. Nobody was registered.")


class NotALeader(Refusal):
    """The registration is not sure, or the event lets nobody bring others."""

    message = _("Others can be brought as soon as your own seat is sure, and the event allows it.")
