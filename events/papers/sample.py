"""Lets one sample event be over and attended, with certificates of those who came."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from events.models import EventPage, Registration, State
from events.papers import actions
from events.papers.models import CertificateWording
from events.steps import move, staff

SLUG: Final = "fair-terms-in-45-minutes"
LEARNT: Final = (
    "Tell the four questions that every agreement on a joint idea must answer\n"
    "Choose between sharing, licensing and keeping\n"
    "Know whom to ask before signing"
)


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Check everybody in and issue the certificates, without mail, unless that was done."""
    event = EventPage.objects.filter(slug=SLUG, alias_of=None).first()
    if (
        event is None
        or not event.is_over
        or CertificateWording.objects.filter(event=event).exists()
    ):
        return
    seated = Registration.objects.select_for_update(of=("self",)).filter(event=event)
    for registration in seated.filter(state=State.CONFIRMED).order_by("pk"):
        move(registration, State.ATTENDED, by=staff(people["editor"]))
    wording = CertificateWording(
        event=event,
        learnt=LEARNT,
        host="INSPIRE, an example project",
        signatory="Edith Example",
        role="Head of the advice clinic",
        least_minutes=30,
    )
    actions.save_wording(wording=wording)
    actions.ask_for_certificates(event=event, by=people["editor"], sends_mail=False)
    while actions.issue_some():
        pass
