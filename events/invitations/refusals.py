"""Why an invitation cannot be answered, in words for the person."""

from django.utils.translation import gettext_lazy as _

from events.refusals import Refusal


class InvitationOver(Refusal):
    """Too late, taken back, or for another event."""

    message = _("This invitation is over: its time is up, or the organisers took it back.")
