"""Writes the mails about a registration, in the person's language, into the outbox."""

import re
import uuid
from collections.abc import Callable
from copy import copy
from typing import Any, Final

from django.utils.translation import get_language, override

from events import parts
from events.appointments import invitation_for, withdrawal_for
from events.calendar_links import calendar_links
from events.ical import Method
from events.links import link_to, token_of
from events.models.event import SCOPE
from events.models.registration import Registration
from events.rows import event_known
from events.wordings import own_wording
from lane.memory import hears, keep_soon
from lane.showing import SITE
from outbox.actions import post
from outbox.models import Message
from outbox.rendering import Rendered, absolute_url, render_mail
from outbox.transports import calendars_are_carried
from vocabulary.known import SCOPE as TERMS

FOLDER: Final = "events/email/"
# Mails in which nothing is about the person but the secret in the links.
ALIKE: Final = frozenset({f"{FOLDER}guest_confirm", f"{FOLDER}registration_confirmed"})
SCOPES: Final = (SCOPE, TERMS, SITE)
STAND_IN: Final = uuid.uuid4().hex
_NOT_IN_A_NAME: Final = re.compile(r'["\\<>,;:@]')


def ask_for_confirmation(registration: Registration) -> None:
    """Ask a guest to confirm the address.

    Nothing that the form said is in it: else anybody could send words of their own to anyone.
    """
    _post(registration, "guest_confirm", is_proven=False)


def ask_for_address(registration: Registration) -> None:
    """Ask a guest to confirm the address where no seat is held: to wait, or to be looked at.

    Nothing that the form said is in it, as above.
    """
    _post(registration, "address_confirm", is_proven=False)


def tell_wait_for_approval(registration: Registration) -> None:
    """Tell that the organisers decide."""
    _post(registration, "approval_pending")


def tell_decline(registration: Registration, reason: str) -> None:
    """Tell that the organisers said no, and why."""
    _post(registration, "registration_declined", reason=reason)


def tell_place_in_line(registration: Registration) -> None:
    """Tell that the person is on the waiting list, and in which place."""
    _post(registration, "waiting_list", place_in_line=parts.place_in_line(registration))


def offer(registration: Registration) -> None:
    """Offer a seat, with the link to say yes or no."""
    _post(registration, "seat_offered")


def tell_line_closed(registration: Registration) -> None:
    """Tell that registration closed before a seat became free."""
    _post(registration, "line_closed")


def tell_offer_over(registration: Registration) -> None:
    """Tell that no answer came in time."""
    _post(registration, "offer_expired")


def remind(registration: Registration) -> None:
    """Tell somebody who registers a second time that the seat is theirs."""
    _post(registration, "already_registered")


def confirm(registration: Registration) -> None:
    """Tell that the seat is theirs, with the invitation for the calendar."""
    _post(registration, "registration_confirmed", method=Method.REQUEST)


def take_leave(registration: Registration, reason: str = "") -> None:
    """Tell that the seat is given back, and why; take the event out of the calendar."""
    _post(registration, "registration_cancelled", method=Method.CANCEL, reason=reason)


def tell_change(registration: Registration) -> None:
    """Tell the new time or place, or that the event is put off or called off."""
    event = registration.event
    if not event.takes_place:
        name = "event_cancelled" if event.is_cancelled else "event_postponed"
        _post(registration, name, method=Method.CANCEL)
    else:
        _post(registration, "event_changed", method=Method.REQUEST)


def write(
    registration: Registration,
    template: str,
    *,
    language: str,
    method: Method | None = None,
    is_proven: bool = True,
    reply_to: str = "",
    **more: Any,
) -> Message:
    """Return one mail about a registration, written into the outbox; `more` goes to the template.

    Nothing that a form said may be in a mail to an address that is not proven.
    """
    lines = _lines(registration)

    def render(one: Registration) -> Rendered:
        with override(language):
            context = facts(one, lines) | _by_hand(one, method) | more
            return render_mail(template, context, language)

    is_alike = template in ALIKE and not (lines or more) and hears()
    with override(language):
        return post(
            to=mailbox(registration) if is_proven else registration.email,
            template=template,
            rendered=_from_pattern(template, registration, render)
            if is_alike
            else render(registration),
            language=language,
            topic=registration.topic,
            recipient=registration.user,
            reply_to=reply_to,
            calendar=_calendar(registration, method),
            calendar_method=method.value if method else "",
        )


def _from_pattern(
    template: str, registration: Registration, render: Callable[[Registration], Rendered]
) -> Rendered:
    """Return a mail that differs from those of others by the secret in its links alone.

    Who registers in a rush gets a copy of the one pattern, with the own secret.
    """
    told = (get_language(), registration.event_id, registration.state, registration.deadline_text)
    secret = token_of(registration)

    def build() -> Rendered:
        one = copy(registration)
        one.event = event_known(registration.event_id)  # as it is when this is called
        return render(one).with_words(secret, STAND_IN)

    pattern = keep_soon(f"events.mails {template} {told}", build, *SCOPES)
    return pattern.with_words(STAND_IN, secret)


def _post(registration: Registration, name: str, *, is_proven: bool = True, **more: Any) -> None:
    template, language = f"{FOLDER}{name}", registration.language
    if is_proven and (own := own_wording(registration, name, more)):
        template, language = own.template, own.language
        more |= own.context
    write(registration, template, language=language, is_proven=is_proven, **more)


def _calendar(registration: Registration, method: Method | None) -> bytes | None:
    if method is None:
        return None
    write = withdrawal_for if method is Method.CANCEL else invitation_for
    return write(registration)


def _by_hand(registration: Registration, method: Method | None) -> dict[str, Any]:
    """Return the links into calendars on the web, where mail cannot carry an invitation."""
    if method is not Method.REQUEST or calendars_are_carried():
        return {}
    return {"calendar_links": calendar_links(registration.event)}


def mailbox(registration: Registration) -> str:
    """Return the address of a person with the name before it."""
    return f'"{_NOT_IN_A_NAME.sub(" ", registration.name)}" <{registration.email}>'


def facts(registration: Registration, lines: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Return what every mail may tell of a registration, in the language of the moment.

    `lines` are those about its parts, where they are known.
    """
    event = registration.event
    lines = _lines(registration) if lines is None else lines
    return {
        "registration": registration,
        "event": event,
        "event_url": absolute_url(event.get_url() or "/"),
        "when": event.when_text,
        "place": event.place_text,
        "link": link_to(registration),
        "held_until": registration.deadline_text,
        "lines": lines,
        "chosen": "; ".join(map(_in_one_line, lines)),
    }


def _lines(registration: Registration) -> tuple[str, ...]:
    return parts.words([registration]).get(registration.pk, ())


def _in_one_line(text: str) -> str:
    """Return a heading with a list below it, or a line without one, as one line."""
    heading, *listed = text.splitlines()
    return f"{heading} {'; '.join(listed)}" if listed else heading
