"""The room's share of a registration: with whom somebody comes."""

from collections.abc import Sequence
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from events.groups.actions import PART
from events.groups.models import Companion
from events.links import token_of
from events.models import EventPage, Registration
from events.parts import Part, Sheet


class GroupsPart(Part):
    """It asks nothing; it leads a person with a sure seat to the page for bringing others."""

    key: ClassVar[str] = PART
    order: ClassVar[int] = 90

    def links(self, registration: Registration) -> list[tuple[str, str]]:
        """Return the way to the leader's page."""
        if not registration.is_confirmed or registration.event.is_over:
            return []
        address = reverse("event_groups:group", args=(token_of(registration),))
        return [(_("Bring others, or cancel for them"), address)]

    def sheet(self, event: EventPage, keys: Sequence[int]) -> Sheet:
        """Return by whom somebody was brought."""
        found = Companion.objects.filter(registration__in=keys)
        rows = found.values_list("registration_id", "leader__name")
        return Sheet(headings=(_("Brought by"),), rows={key: (name,) for key, name in rows})
