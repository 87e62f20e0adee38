"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.letters import tasks
from events.letters.models import EventLetters, Recipient, Sending
from events.models import Registration


@register_personal_data("letters.Recipient")
class LettersReceived(PersonalData):
    """Which reminders and messages a person got about events."""

    section = "letters about events"
    title = _("Reminders and messages about events")
    purpose = _("To write to you once and not twice, and to show that you were told in time.")
    basis = Basis.CONTRACT
    kept = _("half a year after they were sent")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each, the oldest first."""
        mine = Registration.objects.of_person(email=email, user=user)
        rows = Recipient.objects.filter(registration__in=mine).select_related("sending__event")
        for row in rows.iterator():
            yield {
                "event": row.sending.event.title,
                "letter": row.sending.title,
                "state": row.state,
                "reason": row.reason,
                "when": row.at.isoformat() if row.at else None,
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the rows: how many got it stands with the letter."""
        mine = Registration.objects.of_person(email=email, user=user)
        Recipient.objects.filter(registration__in=mine).delete()


@register_personal_data("letters.Sending", "letters.EventLetters")
class LettersSent(PersonalData):
    """Which messages somebody of the organisers sent, and where answers go."""

    section = "letters sent about events"
    title = _("Messages that you sent to the people of an event")
    purpose = _("To answer for who wrote what to how many.")
    basis = Basis.INTEREST
    kept = _("as long as the event; without your name and address once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield what the person sent, and the events whose answers arrive there."""
        for row in Sending.objects.filter(by=user).select_related("event") if user else ():
            yield {
                "event": row.event.title,
                "letter": row.title,
                "texts": row.texts,
                "to": row.audience_text,
                "people": row.total,
                "when": row.created_at.isoformat(),
            }
        for letters in EventLetters.objects.filter(reply_to__iexact=email).select_related("event"):
            yield {"event": letters.event.title, "answers_go_to": letters.reply_to}

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person's name and address off."""
        if user is not None:
            Sending.objects.filter(by=user).update(by=None)
        Sending.objects.filter(reply_to__iexact=email).update(reply_to="")
        EventLetters.objects.filter(reply_to__iexact=email).update(reply_to="")


register_retention(
    "letters.recipients",
    title=_("Who got which reminder or message about an event"),
    reason=_("Needed until nobody asks any more whether a mail arrived; how many got it is kept."),
    period=in_days(settings.EVENTS_LETTERS_KEEP_DAYS),
)(tasks.forget)
