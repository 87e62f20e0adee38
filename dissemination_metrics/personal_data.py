"""What this room holds about a person: that somebody entered an activity; counts know nobody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from dissemination_metrics.models import Activity


@register_personal_data("dissemination_metrics.Activity")
class EnteredActivities(PersonalData):
    """The activities that a person entered. The ledger stays; it forgets who wrote the line."""

    section = "activities"
    title = _("Activities you entered")
    purpose = _("To know whom to ask about a line of the reports.")
    basis = Basis.INTEREST
    kept = _("the line for good; that you wrote it, until you leave")
    recipients = _("the coordinators")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return title and date of each activity that the person entered."""
        return [
            {"title": title, "date": day.isoformat(), "entered": entered.isoformat()}
            for title, day, entered in self._of(user).values_list("title", "date", "created_at")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Forget who entered the lines; what they count stays."""
        self._of(user).update(created_by=None)

    @staticmethod
    def _of(user: User | None) -> Any:
        mine = Activity.objects.filter(created_by=user) if user else Activity.objects.none()
        return mine.order_by("date", "pk")
