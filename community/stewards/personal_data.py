"""What this room holds about a person."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from community.stewards.models import IntakeRow, Look, StewardAct, Suspension


@register_personal_data(
    "stewards.StewardAct", "stewards.Suspension", "stewards.Look", "stewards.Intake"
)
class Stewardship(PersonalData):
    """What stewards did to the person, with the reason that was written down."""

    section = "what stewards did"
    title = _("What stewards did")
    purpose = _("To answer for what was decided about you, and why.")
    basis = Basis.INTEREST
    kept = _("until you leave; that something was done, without name and reason, beyond it")
    recipients = _("the stewards")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every deed, the newest first, without the name of the steward."""
        if user is None:
            return []
        rows = [
            {
                "deed": act.deed,
                "reason": act.reason,
                "details": act.details,
                "when": act.done_at.isoformat(),
            }
            for act in StewardAct.objects.filter(whom=user)
        ]
        rows += [
            {
                "deed": "suspension",
                "reason": one.reason,
                "when": one.begun_at.isoformat(),
                "until": one.until.isoformat() if one.until else None,
                "ended": one.ended_at.isoformat() if one.ended_at else None,
            }
            for one in Suspension.objects.filter(user=user)
        ]
        return rows + [
            {"deed": "look", "when": look.begun_at.isoformat()}
            for look in Look.objects.filter(whom=user)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep that something was done and when; forget why, and let the account take the rest."""
        if user is not None:
            StewardAct.objects.filter(whom=user).update(whom=None, reason="", details={})


@register_personal_data("stewards.IntakeRow")
class BroughtIn(PersonalData):
    """The line of a file from which the account was made; it is forgotten after a month anyway."""

    section = "imports"
    title = _("Lists of people")
    purpose = _("To bring in people whom a partner of the project named.")
    basis = Basis.INTEREST
    kept = _("a month after the list was worked off")
    recipients = _("the stewards")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return the lines with what they said."""
        return [
            {"address": row.email, "told": row.data, "state": row.state}
            for row in IntakeRow.objects.filter(self._mine(email, user))
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the lines, also those not worked off yet: the person shall not come back."""
        IntakeRow.objects.filter(self._mine(email, user)).delete()

    @staticmethod
    def _mine(email: str, user: User | None) -> Q:
        mine = Q(email__iexact=email)
        return mine | Q(user=user) if user else mine
