"""Writes the mails about a registration, in the person's language, into the outbox."""

import re
from typing import Any, Final

from django.utils.translation import override

from events.appointments import invitation_for, withdrawal_for
from events.ical import Method
from events.links import link_to
from events.models.registration import Registration
from events.times import moment_text
from outbox.actions import post
from outbox.rendering import absolute_url

FOLDER: Final = "events/email/"
_NOT_IN_A_NAME: Final = re.compile(r'["\\<>,;:@]')


def ask_for_confirmation(registration: Registration) -> None:
    """Ask a guest to confirm the address.

    Nothing that the form said is in it: else anybody could send words of their own to anyone.
    """
    _post(registration, "guest_confirm", is_proven=False)


def remind(registration: Registration) -> None:
    """Tell somebody who registers a second time that the seat is theirs."""
    _post(registration, "already_registered")


def confirm(registration: Registration) -> None:
    """Tell that the seat is theirs, with the invitation for the calendar."""
    _post(registration, "registration_confirmed", method=Method.REQUEST)


def take_leave(registration: Registration) -> None:
    """Tell that the seat is given back, and take the event out of the calendar."""
    _post(registration, "registration_cancelled", method=Method.CANCEL)


def tell_change(registration: Registration) -> None:
    """Tell the new time or place, or that the event does not take place."""
    if registration.event.is_cancelled:
        _post(registration, "event_cancelled", method=Method.CANCEL)
    else:
        _post(registration, "event_changed", method=Method.REQUEST)


def _post(
    registration: Registration, name: str, *, method: Method | None = None, is_proven: bool = True
) -> None:
    with override(registration.language):
        post(
            to=_mailbox(registration) if is_proven else registration.email,
            template=f"{FOLDER}{name}",
            context=_context(registration),
            language=registration.language,
            topic=registration.topic,
            recipient=registration.user,
            calendar=_calendar(registration, method),
            calendar_method=method.value if method else "",
        )


def _calendar(registration: Registration, method: Method | None) -> bytes | None:
    if method is None:
        return None
    write = withdrawal_for if method is Method.CANCEL else invitation_for
    return write(registration)


def _mailbox(registration: Registration) -> str:
    return f'"{_NOT_IN_A_NAME.sub(" ", registration.name)}" <{registration.email}>'


def _context(registration: Registration) -> dict[str, Any]:
    event = registration.event
    held_until = registration.expires_at
    return {
        "registration": registration,
        "event": event,
        "event_url": absolute_url(event.get_url() or "/"),
        "when": event.when_text,
        "place": event.place_text,
        "link": link_to(registration),
        "held_until": moment_text(held_until, event.time_zone) if held_until else "",
    }
