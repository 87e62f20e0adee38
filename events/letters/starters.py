"""What stands in the form when an organiser begins: the house's sense, in words to change."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.letters.composing import Words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

QUESTIONS: Final = "questions"
_STARTERS: Final[dict[str, tuple["StrOrPromise", "StrOrPromise"]]] = {
    "registration_confirmed": (
        _("You are registered: {event}"),
        _(
            "Dear {name},\n\nthe seat is yours: {event}, {when}, {where}.\n\n"
            "The invitation for your calendar is attached; there is nothing to answer."
        ),
    ),
    "already_registered": (
        _("You are registered already: {event}"),
        _("Dear {name},\n\nthe seat is yours already; nothing has changed.\n\n{when}, {where}"),
    ),
    "approval_pending": (
        _("We look at your registration: {event}"),
        _(
            "Dear {name},\n\nwe decide who comes to {event}, and write to you as soon as we have."
            " Until then no seat is yours."
        ),
    ),
    "registration_declined": (
        _("About your registration: {event}"),
        _("Dear {name},\n\nwe cannot give you a seat this time. {reason}"),
    ),
    "waiting_list": (
        _("You are on the waiting list: {event}"),
        _(
            "Dear {name},\n\nall seats are taken. You are number {place} in the line, and get a"
            " mail as soon as a seat is free."
        ),
    ),
    "seat_offered": (
        _("A seat is free: {event}"),
        _("Dear {name},\n\na seat is kept for you until {deadline}.\n\n{when}, {where}"),
    ),
    "offer_expired": (
        _("The offered seat went on: {event}"),
        _(
            "Dear {name},\n\nno answer came in time. If you still want to come, join the line"
            " again: {event_page}"
        ),
    ),
    "registration_cancelled": (
        _("Your registration is cancelled: {event}"),
        _("Dear {name},\n\nyour seat is free for somebody else. We hope to see you another time."),
    ),
    "event_changed": (
        _("Time or place has changed: {event}"),
        _("Dear {name},\n\nthis is what holds now: {when}, {where}. Your seat is kept."),
    ),
    "event_cancelled": (
        _("Cancelled: {event}"),
        _("Dear {name},\n\n{event} does not take place. {reason}"),
    ),
    "reminder": (
        _("See you soon: {event}"),
        _("Dear {name},\n\nyour seat is kept. We meet {when}, {where}.\n\nTo join: {join_link}"),
    ),
    "follow_up": (
        _("What remains of {event}"),
        _("Dear {name},\n\nthis is what we can give you to take along:\n\n{materials}"),
    ),
    "follow_up_came": (
        _("Thank you for coming: {event}"),
        _("Dear {name},\n\nit was good to have you there. This is to take along:\n\n{materials}"),
    ),
    "follow_up_missed": (
        _("We missed you: {event}"),
        _("Dear {name},\n\nyou could not be there. This is to look at:\n\n{materials}"),
    ),
    QUESTIONS: (
        _("Please answer a few more questions: {event}"),
        _(
            "Dear {name},\n\nwe have added questions to the registration for {event}. Please open"
            " your registration and answer them; it takes a minute:\n\n{link}"
        ),
    ),
}


def starter(key: str, language: str) -> Words:
    """Return the words with which a form begins, in a language; empty ones for a plain message."""
    subject, body = _STARTERS.get(key, ("", ""))
    with override(language):
        return Words(subject=str(subject), body=str(body), language=language)
