"""What this room holds about a person, how it is handed out and how it is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.consents import register_withdrawal
from community.members.models import ConsentRecord
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from newsletters import tasks
from newsletters.actions.forgetting import erase_reader
from newsletters.actions.subscribing import unsubscribe
from newsletters.addresses import fingerprint
from newsletters.models import Delivery, Subscription

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community.members.models import User


@register_personal_data("newsletters.Subscription")
class Subscriptions(PersonalData):
    """The lists that a person is on, was on, or was asked about."""

    section = "newsletters"
    title = _("Newsletters")
    purpose = _("To send you the letters that you asked for, in your language.")
    basis = Basis.CONSENT
    kept = _("until you leave the list; then the address is dropped and a code stays")
    recipients = _("the mail servers on the way to your mailbox")

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
    title = _("Letters sent to you")
    purpose = _("To send each letter once, and to see that it arrived.")
    basis = Basis.CONSENT
    kept = _("the address a year; then a code stays, which tells nobody who it was")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield one row for each letter and what became of it."""
        rows = Delivery.objects.filter(fingerprint=fingerprint(email)).select_related("edition")
        for row in rows.iterator():
            yield {
                "subject": row.edition.subject,
                "email": row.email,
                "sent": row.settled_at.isoformat() if row.settled_at else None,
                "state": row.state,
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Do nothing: erasing the subscriptions has cleared the addresses in the ledger."""


@register_personal_data("newsletters.Newsletter", "newsletters.Edition")
class Editions(PersonalData):
    """Who writes for the project, and who pressed Send: let go with the account."""

    section = "sent letters"
    title = _("Letters you wrote")
    purpose = _("To know who sent a letter of the project.")
    basis = Basis.INTEREST
    kept = _("the letter for good; that it was you, until you leave")
    recipients = _("the editors")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return nothing: the letter is the project's, not the person's."""
        return []

    def erase(self, *, email: str, user: User | None) -> None:
        """Do nothing: the link to the account is cut when it is deleted."""


def whose(email: str, user: User | None) -> Q:
    """Return the condition that finds the subscriptions of a person."""
    mine = Q(fingerprint=fingerprint(email))
    return mine | Q(user=user) if user else mine


@register_withdrawal(ConsentRecord.Purpose.NEWSLETTER)
def leave_the_list(user: User, subject: str) -> bool:
    """Take a member off one list; the leaving notes that the consent is taken back."""
    rows = Subscription.objects.filter(whose(user.email, user), newsletter__slug=subject)
    left = [unsubscribe(subscription=row, method="data page") for row in rows]
    return any(left)


register_retention(
    "newsletters.readers",
    title=_("Addresses of those who never confirmed, or have left"),
    reason=_("Needed only to answer questions about a letter."),
    period=in_days(settings.NEWSLETTERS_KEEP_ADDRESSES_DAYS),
)(tasks.forget)
