"""What this room holds about a person: what they chose when they registered."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from events.models import Registration
from events.pools.models import SeatChoice


@register_personal_data("pools.SeatChoice")
class SeatChoices(PersonalData):
    """As what a person registered, and by which code."""

    section = "seats at events"
    title = _("What you chose when you registered")
    purpose = _("To count the seats of each kind.")
    basis = Basis.CONSENT
    kept = _("as long as the registration; without your name once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each choice with its event."""
        mine = Registration.objects.of_person(email=email, user=user)
        choices = SeatChoice.objects.filter(registration__in=mine)
        found = choices.select_related("registration__event", "category", "code")
        for choice in found.order_by("pk").iterator():
            yield {
                "event": choice.registration.event.title,
                "category": choice.category.name if choice.category else None,
                "code": choice.code.code if choice.code else None,
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Leave the row: with the registration's name gone it tells nothing about anybody."""
