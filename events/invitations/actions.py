"""The deeds of invitations: invite, send, remind, answer, take back, forget."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from events import parts
from events.actions import register_proven
from events.invitations import mails
from events.invitations.links import token_of
from events.invitations.lists import Invitee
from events.invitations.models import Answer, Invitation, OptOut
from events.invitations.models.invitation import UNANSWERED
from events.invitations.part import KEY, TOKEN
from events.invitations.refusals import InvitationOver
from events.models import EventPage, Registration
from events.rows import Guest
from outbox.models import Suppression
from outbox.sealing import sealed_address

if TYPE_CHECKING:
    from community.members.models import User

REMIND_AGAIN_AFTER: Final = timedelta(days=1)
NO_REMINDER_WITHIN: Final = timedelta(days=2)  # after the invitation, by the clock


@dataclass
class Invited:
    """What became of a list, in numbers."""

    new: int = 0
    known: int = 0  # invited before
    registered: int = 0
    unwanted: int = 0  # they want no such mail, or their address takes none


@transaction.atomic
def invite(
    *, event: EventPage, people: Iterable[Invitee], terms: Mapping[str, Any], by: "User | None"
) -> Invited:
    """Write an invitation for each of these people that gets one; a worker sends them.

    `terms` are the fields of `Invitation` that all of them share.
    """
    done = Invited()
    parts.note_use(event.pk, KEY, is_used=True)
    for person in people:
        if _wants_none(person.email):
            done.unwanted += 1
        elif Registration.objects.filter(event=event, email__iexact=person.email).active().exists():
            done.registered += 1
        elif _write(event, person, terms, by):
            done.new += 1
        else:
            done.known += 1
    return done


@transaction.atomic
def send_invitations(*, limit: int) -> int:
    """Post at most `limit` invitations, and return how many were looked at.

    Workers do not wait for each other, and nobody gets two.
    """
    queued = Invitation.objects.filter(state=Answer.QUEUED).order_by("pk")
    found = _claimed(queued, limit)
    for invitation in found:
        _send(invitation)
    return len(found)


@transaction.atomic
def ask_reminders(*, event_id: int) -> int:
    """Mark those who have not answered to be reminded; return how many.

    Nobody is reminded twice within `REMIND_AGAIN_AFTER`.
    """
    now = timezone.now()
    open_ones = Invitation.objects.in_time(now).filter(
        event_id=event_id, state__in=(Answer.SENT, Answer.OPENED), wants_reminder=False
    )
    lately = open_ones.filter(reminded_at__gt=now - REMIND_AGAIN_AFTER)
    keys = list(open_ones.exclude(pk__in=lately.values("pk")).values_list("pk", flat=True))
    return Invitation.objects.filter(pk__in=keys).update(wants_reminder=True)


@transaction.atomic
def ask_due_reminders(*, days: int) -> int:
    """Mark those to be reminded whose time ends within `days`; each once, by the clock."""
    now = timezone.now()
    due: Any = Invitation.objects.in_time(now)
    due = due.filter(
        state__in=(Answer.SENT, Answer.OPENED),
        reminded_at=None,
        wants_reminder=False,
        sent_at__lt=now - NO_REMINDER_WITHIN,
        deadline__lt=now + timedelta(days=days),
    )
    keys = list(due.values_list("pk", flat=True))
    return Invitation.objects.filter(pk__in=keys).update(wants_reminder=True)


@transaction.atomic
def send_reminders(*, limit: int) -> int:
    """Post at most `limit` reminders; return how many were looked at."""
    found = _claimed(Invitation.objects.filter(wants_reminder=True).order_by("pk"), limit)
    for invitation in found:
        invitation.wants_reminder = False
        is_open = invitation.state in UNANSWERED and not invitation.is_over
        if is_open and not invitation.event.is_cancelled and not _wants_none(invitation.email):
            mails.remind(invitation)
            invitation.reminded_at = timezone.now()
        invitation.save(update_fields=["wants_reminder", "reminded_at"])
    return len(found)


@transaction.atomic
def note_opened(*, invitation_id: int) -> None:
    """Note that the person has looked at the invitation; only the first time counts."""
    unseen = Invitation.objects.filter(pk=invitation_id, state__in=(Answer.QUEUED, Answer.SENT))
    unseen.update(state=Answer.OPENED, opened_at=timezone.now())


def accept(
    *, invitation: Invitation, guest: Guest, language: str, user: "User | None" = None
) -> Registration:
    """Return the registration of an invited person, who needs no further proof of the address.

    Raises:
        InvitationOver: too late, or taken back.
        AlreadyRegistered, EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    given = {**(guest.parts or {}), KEY: {TOKEN: token_of(invitation)}}
    invited = replace(guest, email=invitation.email, parts=given)
    return register_proven(
        event_id=invitation.event_id, guest=invited, language=language, user=user
    )


@transaction.atomic
def decline(*, invitation_id: int) -> Invitation:
    """Return the invitation, declined; once more is no fault.

    Raises:
        InvitationOver: it was answered otherwise, or taken back.
    """
    invitation = _locked(invitation_id)
    if invitation.is_declined:
        return invitation
    if invitation.state not in UNANSWERED:
        raise InvitationOver
    return _close(invitation, Answer.DECLINED)


@transaction.atomic
def opt_out(*, invitation_id: int) -> Invitation:
    """Return the invitation, declined where it was open; its address gets no other one."""
    invitation = _locked(invitation_id)
    OptOut.objects.get_or_create(address=sealed_address(invitation.email))
    if invitation.state in UNANSWERED:
        _close(invitation, Answer.DECLINED)
    return invitation


@transaction.atomic
def withdraw(*, invitation_id: int) -> Invitation:
    """Return the invitation, taken back; who has registered keeps the seat.

    Raises:
        InvitationOver: it is answered already.
    """
    invitation = _locked(invitation_id)
    if invitation.state not in (*UNANSWERED, Answer.DECLINED, Answer.WITHDRAWN):
        raise InvitationOver
    return _close(invitation, Answer.WITHDRAWN)


@transaction.atomic
def note_registration(*, registration: Registration) -> None:
    """Note that an invited person has registered, by whatever way."""
    mine = Invitation.objects.filter(event_id=registration.event_id).of_person(registration.email)
    open_ones = mine.filter(state__in=(*UNANSWERED, Answer.DECLINED), registration=None)
    open_ones.update(registration=registration, state=Answer.REGISTERED, answered_at=timezone.now())


@transaction.atomic
def forget_unanswered(*, days: int) -> int:
    """Erase who was invited and did not come, `days` after the event; return how many."""
    long_ago = timezone.now() - timedelta(days=days)
    over = Invitation.objects.filter(event__end__lt=long_ago, forgotten_at=None)
    keys = list(over.exclude(state=Answer.REGISTERED).values_list("pk", flat=True))
    return Invitation.objects.filter(pk__in=keys).forget()


def _wants_none(email: str) -> bool:
    return OptOut.objects.of(email).exists() or Suppression.objects.of(email).exists()


def _write(
    event: EventPage, person: Invitee, terms: Mapping[str, Any], by: "User | None"
) -> Invitation | None:
    """Return a new invitation; None where the address has one."""
    fields = dict(terms)
    fields["language"] = person.language or fields["language"]
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                event=event, email=person.email, name=person.name, by=by, **fields
            )
    except IntegrityError:
        return None


def _send(invitation: Invitation) -> None:
    """Post one invitation, or close it where it is too late or not wanted by now."""
    event = invitation.event
    if invitation.is_over or event.is_cancelled or _wants_none(invitation.email):
        _close(invitation, Answer.WITHDRAWN)
    elif event.live:
        mails.invite(invitation)
        invitation.state, invitation.sent_at = Answer.SENT, timezone.now()
        invitation.save(update_fields=["state", "sent_at"])


def _claimed(found: Any, limit: int) -> list[Invitation]:
    there = found.filter(event__live=True, forgotten_at=None)
    claimed = there.select_for_update(skip_locked=True, of=("self",))
    return list(claimed.select_related("event__entry", "group")[:limit])


def _locked(invitation_id: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("event")
    return rows.get(pk=invitation_id)


def _close(invitation: Invitation, state: Answer) -> Invitation:
    invitation.state, invitation.answered_at = state, timezone.now()
    invitation.save(update_fields=["state", "answered_at"])
    return invitation
