"""What this room holds about a person: the rows of the directory, and letters."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.directory.actions import forget_person
from community.directory.models import Entry, Letter
from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data


@register_personal_data("directory.Entry")
class Listed(PersonalData):
    """How others find the person, by class of viewers."""

    section = "directory"
    title = _("Directory")
    purpose = _("To let others find you by what you show to them.")
    basis = Basis.CONSENT
    kept = _("until you take yourself out of the directory or delete the account")
    recipients = _("whoever you chose to show it to")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return one row for each class of viewers, with what it finds."""
        rows = Entry.objects.filter(user=user) if user else Entry.objects.none()
        return [
            {
                "seen_by": row.audience.partition(":")[0],
                "address": row.address,
                "name": row.name,
                "found_by": row.facets,
                "card": row.card,
            }
            for row in rows.order_by("audience")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person out, and the letters that they got."""
        if user is not None:
            forget_person(user=user)


@register_personal_data("directory.Letter")
class Letters(PersonalData):
    """What the person wrote to members through the form, and got.

    A letter names the other person, who agreed to nothing here: what the person wrote is handed out
    whole, what they got without its sender.
    """

    section = "letters of members"
    title = _("Letters to and from members")
    purpose = _("To carry letters between members, and to look into complaints.")
    basis = Basis.CONTRACT
    kept = _("90 days; one that was complained about, until you leave")
    recipients = _("who gets your letter; the stewards, where somebody complains")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every letter that is still kept, newest first."""
        if user is None:
            return []
        letters = Letter.objects.filter(Q(sender=user) | Q(recipient=user))
        return [
            {
                "direction": "written" if letter.sender_id == user.pk else "received",
                "subject": letter.subject,
                "text": letter.text,
                "address_told": letter.shares_address,
                "when": letter.written_at.isoformat(),
                "complaint": letter.complaint if letter.recipient_id == user.pk else "",
            }
            for letter in letters
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Leave it to the rows of the directory, which are erased together with the letters."""
