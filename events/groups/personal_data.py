"""What this room holds about a person: who brought whom."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from events.groups.models import Companion
from events.models import Registration


@register_personal_data("event_groups.Companion")
class Companions(PersonalData):
    """With whom a person comes to an event. Of the others only the number is told."""

    section = "groups at events"
    title = _("With whom you come to events")
    purpose = _("To let one person register several who come together.")
    basis = Basis.CONSENT
    kept = _("as long as the registration; without names once you leave")
    recipients = _("those who run the event, and who brought you")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each event to which somebody brought the person, or the person others."""
        mine = Registration.objects.of_person(email=email, user=user).select_related("event")
        found = mine.order_by("pk").prefetch_related("companions")
        brought = set(Companion.objects.filter(registration__in=mine).values_list("pk", flat=True))
        for row in found.iterator(chunk_size=100):
            number = len(row.companions.all())
            if number or row.pk in brought:
                yield {
                    "event": row.event.title,
                    "was_brought": row.pk in brought,
                    "brought_others": number,
                }

    def erase(self, *, email: str, user: User | None) -> None:
        """Leave the rows: with the names gone from the registrations they tell nothing."""
