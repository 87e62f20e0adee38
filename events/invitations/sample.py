"""Invites a few invented people to one sample event, without a mail."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from events import parts
from events.invitations.models import Answer, Invitation
from events.invitations.part import KEY
from events.models import EventPage
from vocabulary.models import Scheme, Term

EVENT: Final = "build-the-toolbox-with-us"
PEOPLE: Final = (
    ("Ines Example", "policy", Answer.OPENED),
    ("Oskar Example", "industry", Answer.SENT),
    ("Mira Example", "civil-society", Answer.DECLINED),
)


def load(people: Mapping[str, Any]) -> None:
    """Invite them, unless somebody is invited or there is no such event."""
    event = EventPage.objects.filter(slug=EVENT, alias_of=None).first()
    if event is None or event.invitations.exists():
        return
    sent = timezone.now() - timedelta(days=1)
    for name, code, state in PEOPLE:
        Invitation.objects.create(
            event=event,
            name=name,
            email=f"{name.split()[0].lower()}@example.org",
            group=Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, code),
            state=state,
            made_at=sent,
            sent_at=sent,
            opened_at=sent if state == Answer.OPENED else None,
            answered_at=sent if state == Answer.DECLINED else None,
            by=people["editor"],
        )
    parts.note_use(event.pk, KEY, is_used=True)
