"""Writes mails to many people, a few in each transaction: everyone once, however often it is cut.

Whom a sending is for stands in rows. A row is taken under lock, looked at once more, and marked in
the transaction in which its mail is written into the outbox: there is no moment between the two.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import mails
from events.letters import audience
from events.letters.actions.planning import SAME, write_down
from events.letters.composing import (
    MESSAGE,
    Words,
    message_context,
    remains_for,
    wording,
    words_for,
)
from events.letters.kinds import KINDS
from events.letters.models import Recipient, Sending
from events.letters.moments import Unit
from events.models import EventPage, Registration, State
from outbox.models import Message
from outbox.models import State as MailState

if TYPE_CHECKING:
    from community.members.models import User

logger = logging.getLogger(__name__)

LONGEST: Final = 200  # letters of a title


class ListChanged(Exception):
    """Somebody joined or left the list between the look at it and the word to send."""


@transaction.atomic
def send_message(
    *,
    event: EventPage,
    choice: audience.Choice,
    words: Sequence[Words],
    by: "User",
    reply_to: str,
    uid: uuid.UUID,
    seen: str,
) -> Sending:
    """Return the sending of a message by hand; workers write the mails.

    `uid` is made with the page on which somebody says yes: said twice, it is one message. `seen`
    is the print of the list that was shown there, see `audience.print_of`.

    Raises:
        ListChanged: by now these are other people.
    """
    sending, is_new = Sending.objects.get_or_create(
        uid=uid,
        defaults={
            "event": event,
            "title": _title(words[0].subject, event),
            "due_at": timezone.now(),
            "texts": {one.language: {"subject": one.subject, "body": one.body} for one in words},
            "states": list(choice.states),
            "audience_text": audience.in_words(event, choice),
            "reply_to": reply_to,
            "by": by,
        },
    )
    if is_new:
        people = audience.chosen(event, choice)
        if audience.print_of(people) != seen:
            raise ListChanged
        write_down(sending, people)
    return sending


@transaction.atomic
def stop_sending(*, sending_id: int) -> int:
    """Leave out whoever has not been written to; return how many."""
    sending = Sending.objects.select_for_update().get(pk=sending_id)
    now = timezone.now()
    waiting = sending.recipients.filter(state=Recipient.State.WAITING)
    left = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)
    number = Recipient.objects.filter(pk__in=list(left)).update(
        state=Recipient.State.LEFT_OUT, reason=_("The sending was stopped."), at=now
    )
    sending.stopped_at = sending.stopped_at or now
    sending.save(update_fields=["stopped_at"])
    return number


@transaction.atomic
def send_some(*, limit: int) -> int:
    """Write to at most `limit` people, or note why not; return how many rows are done.

    Workers do not wait for each other, nor for somebody who is just cancelling.
    """
    waiting = Recipient.objects.filter(state=Recipient.State.WAITING).order_by("pk")
    rows = waiting.select_for_update(skip_locked=True, of=("self", "registration"))
    done = list(rows.select_related("sending__plan", "registration__user")[:limit])
    _share_events(done)
    now = timezone.now()
    for recipient in done:
        recipient.at = now
        recipient.reason = _why_left_out(recipient, now)
        if not recipient.reason:
            _write(recipient)
        is_written = not recipient.reason
        recipient.state = Recipient.State.SENT if is_written else Recipient.State.LEFT_OUT
    Recipient.objects.bulk_update(done, ["state", "reason", "mail", "at"])
    return len(done)


@transaction.atomic
def finish() -> int:
    """Close the sendings that nobody waits for any more, their figures frozen; return how many."""
    ended = Sending.objects.run_out().select_for_update(skip_locked=True)
    for sending in ended:
        rows = sending.recipients.order_by().values_list("state", flat=True)
        states = list(rows)
        sending.sent = states.count(Recipient.State.SENT)
        sending.left_out = sending.total - sending.sent
        sending.finished_at = timezone.now()
        sending.save(update_fields=["sent", "left_out", "finished_at"])
    return len(ended)


def _share_events(recipients: Sequence[Recipient]) -> None:
    """Give all rows of an event the same page, with what every mail asks of it; one query."""
    keys = {recipient.sending.event_id for recipient in recipients}
    found = EventPage.objects.filter(pk__in=keys).select_related("entry", "format", "country")
    events = {event.pk: event for event in found}
    for recipient in recipients:
        event = events[recipient.sending.event_id]
        recipient.registration.event = event
        if recipient.sending.plan:
            recipient.sending.plan.event = event


def _why_left_out(recipient: Recipient, now: datetime) -> str:
    """Return why somebody is not written to after all; looked at with the row locked."""
    sending, person = recipient.sending, recipient.registration
    if sending.stopped_at:
        return _("The sending was stopped.")
    if person.email.endswith(f"@{audience.ERASED}"):
        return _("The person was erased.")
    if person.state not in sending.states:
        return _("The state of the registration changed.")
    if person.state == State.OFFERED and person.is_expired:
        return _("The offer is over.")
    return "" if sending.is_message else _why_plan_fails(sending, person.event, now)


def _why_plan_fails(sending: Sending, event: EventPage, now: datetime) -> str:
    if event.is_cancelled:
        return _("The event was cancelled.")
    if not event.live:
        return _("The event is not published.")
    plan = sending.plan
    if plan is None or not plan.is_on:
        return _("It was switched off.")
    if plan.is_follow_up:
        return ""
    if event.is_over:
        return _("The event is over.")
    # It is due anew then, and everyone gets that one.
    is_postponed = plan.due_at > now and plan.due_at >= sending.due_at + SAME[Unit(plan.unit)]
    return _("The event was postponed.") if is_postponed else ""


def _title(subject: str, event: EventPage) -> str:
    """Return a subject as it stands in lists: the same for everyone, and not too long for a row."""
    return subject.replace("{event}", str(event.title))[:LONGEST]


def _write(recipient: Recipient) -> None:
    """Write the mail and note it, or the reason why it cannot be written.

    What is wrong with one mail holds no other back; what is wrong with the database is tried again.
    """
    sending, person = recipient.sending, recipient.registration
    try:
        with transaction.atomic():
            mail = _message(sending, person) if sending.is_message else _planned(sending, person)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("A mail of sending %s cannot be written", sending.pk)
        recipient.reason = _("The mail could not be put together.")
        return
    recipient.mail = mail
    recipient.reason = mail.reason if mail.state == MailState.SKIPPED else ""


def _message(sending: Sending, person: Registration) -> Message:
    texts = sending.texts
    event_language: str = person.event.language
    known = (one for one in (person.language, event_language) if one in texts)
    language = next(known, next(iter(texts)))
    words = Words(language=language, **texts[language])
    context = message_context(person, words)
    return mails.write(person, MESSAGE, language=language, reply_to=sending.reply_to, **context)


def _planned(sending: Sending, person: Registration) -> Message:
    plan = sending.plan
    kind = KINDS[_kind_for(sending, person)]
    words = words_for(person, kind, plan)
    if words is None:
        more = remains_for(person) if kind.key != "reminder" else {}
        language = person.language
        return mails.write(
            person, kind.template, language=language, reply_to=sending.reply_to, **more
        )
    own = wording(person, kind, words, {})
    return mails.write(
        person, own.template, language=own.language, reply_to=sending.reply_to, **own.context
    )


def _kind_for(sending: Sending, person: Registration) -> str:
    if sending.plan is None or not sending.plan.is_follow_up:
        return "reminder"
    if person.state == State.ATTENDED:
        return "follow_up_came"
    noted = Registration.objects.filter(event_id=sending.event_id, state=State.ATTENDED)
    is_missed = person.state == State.NO_SHOW or noted.exists()
    return "follow_up_missed" if is_missed else "follow_up"
