"""Keeps, removes and tries out the own words of an event."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from events import parts
from events.letters.composing import CARRIER, MESSAGE, Words, message_context, wording
from events.letters.kinds import Kind
from events.letters.models import OwnText, Plan
from events.mails import facts
from events.models import EventPage, Registration, State
from events.wordings import KEY
from outbox.actions import post
from outbox.models import Message

if TYPE_CHECKING:
    from community.members.models import User


@transaction.atomic
def keep_text(*, event: EventPage, kind: Kind, words: Words, plan: Plan | None = None) -> OwnText:
    """Return the own text of one mail in one language, stored."""
    text, _is_new = OwnText.objects.update_or_create(
        event=event,
        kind=kind.key,
        plan=plan,
        language=words.language,
        defaults={"subject": words.subject, "body": words.body},
    )
    _note(event)
    return text


@transaction.atomic
def remove_text(*, event: EventPage, kind: Kind, language: str, plan: Plan | None = None) -> bool:
    """Let the house speak again; return whether there was an own text."""
    found = OwnText.objects.filter(event=event, kind=kind.key, plan=plan, language=language)
    is_gone = bool(found.delete()[0])
    _note(event)
    return is_gone


def send_test(*, event: EventPage, kind: Kind | None, words: Words, to: "User") -> Message:
    """Return a mail as an example person would get it, to somebody who works on it.

    Without a `kind` it is a message by hand.
    """
    person = (
        kind.example(event, words.language)
        if kind
        else Registration(event=event, name=to.name, email=to.email, language=words.language)
    )
    if kind:
        more = kind.example_more()
        context = more | dict(wording(person, kind, words, more).context)
    else:
        person.state = State.CONFIRMED  # the form has refused what is not for those chosen
        context = message_context(person, words)
    context["own_subject"] = _("Test: %s") % context["own_subject"]
    return post(
        to=to.email,
        template=CARRIER if kind else MESSAGE,
        context=facts(person) | context,
        language=words.language,
        recipient=to,
    )


def _note(event: EventPage) -> None:
    """Write down whether any mail of the core has own words: only then the core asks for them."""
    is_used = OwnText.objects.filter(event=event, plan=None).exists()
    parts.note_use(event.pk, KEY, is_used=is_used)
