"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.invitations import tasks
from events.invitations.models import Invitation, OptOut


@register_personal_data("invitations.Invitation")
class Invitations(PersonalData):
    """The events to which a person was invited; that somebody was stays for the reports."""

    section = "invitations to events"
    title = _("Invitations to events")
    purpose = _("To invite you, to remind you once, and to know who comes.")
    basis = Basis.INTEREST
    kept = _("without an answer until 30 days after the event; else until you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every invitation, and without a name those that the person sent."""
        mine = Invitation.objects.of_person(email).select_related("event", "registration")
        for row in mine.order_by("pk").iterator():
            yield {
                "event": row.event.title,
                "name": row.name,
                "email": row.email,
                "state": row.state,
                "sent": row.sent_at.isoformat() if row.sent_at else None,
                "opened": row.opened_at.isoformat() if row.opened_at else None,
                "reminded": row.reminded_at.isoformat() if row.reminded_at else None,
                "answered": row.answered_at.isoformat() if row.answered_at else None,
            }
        sent = Invitation.objects.filter(by=user) if user else Invitation.objects.none()
        for made_at, title in sent.order_by("pk").values_list("made_at", "event__title"):
            yield {"event": title, "invited_somebody": made_at.isoformat()}

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person out of the invitations, as guest and as host."""
        Invitation.objects.of_person(email).forget()
        if user is not None:
            Invitation.objects.filter(by=user).update(by=None)


@register_personal_data("invitations.OptOut")
class OptOuts(PersonalData):
    """That an address wants no invitations; it is kept as a keyed hash only."""

    section = "no invitations to events"
    title = _("That you want no invitations")
    purpose = _("To send you none.")
    basis = Basis.OBLIGATION
    kept = _("until you ask us to invite you again")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return since when."""
        return [{"since": row.since.isoformat()} for row in OptOut.objects.of(email)]

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep the hash: without it the next list would invite the person again."""


register_retention(
    "events.invitations",
    title=_("Who was invited to an event and did not come"),
    reason=_("Needed only until the event is over."),
    period=in_days(settings.EVENTS_FORGET_AFTER_DAYS),
)(tasks.forget)
