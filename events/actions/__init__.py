"""The deeds of an event: register, approve, wait, confirm, cancel, tell everyone of a change."""

from events.actions.adopting import adopt_guests
from events.actions.attending import note_attendance
from events.actions.by_hand import Entry, register_by_hand, register_list
from events.actions.clock import (
    announce_change,
    close_lines,
    expire_holds,
    forget_guests,
    forget_needs,
    forget_the_line,
    inform_registered,
    unannounced,
)
from events.actions.deciding import (
    accept_offer,
    approve_registration,
    decline_offer,
    decline_registration,
    lines,
    offer_next,
    offer_seat,
)
from events.actions.proving import register_proven
from events.actions.registering import (
    cancel_registration,
    change_registration,
    confirm_registration,
    register_guest,
    register_member,
)

__all__ = [
    "Entry",
    "accept_offer",
    "adopt_guests",
    "announce_change",
    "approve_registration",
    "cancel_registration",
    "change_registration",
    "close_lines",
    "confirm_registration",
    "decline_offer",
    "decline_registration",
    "expire_holds",
    "forget_guests",
    "forget_needs",
    "forget_the_line",
    "inform_registered",
    "lines",
    "note_attendance",
    "offer_next",
    "offer_seat",
    "register_by_hand",
    "register_guest",
    "register_list",
    "register_member",
    "register_proven",
    "unannounced",
]
