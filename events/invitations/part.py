"""The room's share of a registration: by what invitation it came."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from events.invitations.links import invitation_behind
from events.invitations.models import Answer, Invitation
from events.invitations.refusals import InvitationOver
from events.links import UnknownLink
from events.models import EventPage, Registration
from events.parts import Part, Pass, Sheet

KEY: Final = "invitations"
TOKEN: Final = "token"  # noqa: S105 - the name of a field


class InvitationsPart(Part):
    """It has no field in any form: the page of an invitation gives its secret."""

    key: ClassVar[str] = KEY
    order: ClassVar[int] = 5

    def passes(self, event: EventPage, given: Mapping[str, Any], email: str) -> frozenset[Pass]:
        """Return what the invitation allows to whom it went.

        Raises:
            InvitationOver: it cannot be taken any more.
        """
        invitation = _invitation_in(event, given)
        if invitation is None:
            return frozenset()
        if not invitation.is_open or invitation.email.lower() != email.strip().lower():
            raise InvitationOver
        return invitation.passes

    def passes_of(self, registration: Registration) -> frozenset[Pass]:
        """Return what the invitation allowed by which a registration came."""
        found = Invitation.objects.filter(registration=registration).first()
        return found.passes if found else frozenset()

    def keep(self, registration: Registration, given: Mapping[str, Any]) -> None:
        """Write the answer into the invitation."""
        if invitation := _invitation_in(registration.event, given):
            invitation.registration = registration
            invitation.state = Answer.REGISTERED
            invitation.answered_at = timezone.now()
            invitation.save(update_fields=["registration", "state", "answered_at"])

    def sheet(self, event: EventPage, keys: Sequence[int]) -> Sheet:
        """Return who came by an invitation."""
        invited = Invitation.objects.filter(registration__in=keys)
        found = invited.values_list("registration_id", flat=True)
        return Sheet(headings=(_("Invited"),), rows={key: (_("yes"),) for key in found})


def _invitation_in(event: EventPage, given: Mapping[str, Any]) -> Invitation | None:
    """Return the invitation among what was given; None where there is none.

    Raises:
        InvitationOver: it is for another event, or none at all.
    """
    if not given.get(TOKEN):
        return None
    try:
        invitation = invitation_behind(str(given[TOKEN]))
    except UnknownLink as error:
        raise InvitationOver from error
    if invitation.event_id != event.seat_owner_id:
        raise InvitationOver
    return invitation
