"""What this room holds about a person, how it is handed out and how it is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from community.members.rights import PersonalData, register_personal_data
from newsletters.actions.forgetting import erase_reader
from newsletters.addresses import fingerprint
from newsletters.models import Delivery, Subscription

if TYPE_CHECKING:
    from community.members.models import User


@register_personal_data("newsletters.Subscription")
class Subscriptions(PersonalData):
    """The lists that a person is on, was on, or was asked about."""

    section = "newsletters"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return one row for each newsletter."""
        rows = Subscription.objects.filter(whose(email, user))
        return [
            {
                "newsletter": row.newsletter.title,
                "email": row.email,
                "language": row.language,
                "stakeholder_group": str(row.stakeholder_group or ""),
                "state": row.state,
                "asked": row.asked_at.isoformat() if row.asked_at else None,
                "confirmed": row.confirmed_at.isoformat() if row.confirmed_at else None,
                "left": row.left_at.isoformat() if row.left_at else None,
                "agreed_to": row.wording,
            }
            for row in rows.select_related("newsletter", "stakeholder_group")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the rows, and write to the address no more."""
        erase_reader(email=email, whose=whose(email, user))


@register_personal_data("newsletters.Delivery")
class Deliveries(PersonalData):
    """The letters that were sent to a person."""

    section = "letters"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return one row for each letter and what became of it."""
        rows = Delivery.objects.filter(fingerprint=fingerprint(email)).select_related("edition")
        return [
            {
                "subject": row.edition.subject,
                "email": row.email,
                "sent": row.settled_at.isoformat() if row.settled_at else None,
                "state": row.state,
            }
            for row in rows
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Do nothing: erasing the subscriptions has cleared the addresses in the ledger."""


@register_personal_data("newsletters.Newsletter", "newsletters.Edition")
class Editions(PersonalData):
    """Who writes for the project, and who pressed Send: let go with the account."""

    section = "sent letters"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return nothing: the letter is the project's, not the person's."""
        return []

    def erase(self, *, email: str, user: User | None) -> None:
        """Do nothing: the link to the account is cut when it is deleted."""


def whose(email: str, user: User | None) -> Q:
    """Return the condition that finds the subscriptions of a person."""
    mine = Q(fingerprint=fingerprint(email))
    return mine | Q(user=user) if user else mine
