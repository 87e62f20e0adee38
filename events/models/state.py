"""Where a registration stands, and what the states have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a registration stands; `events.steps` holds the table of what may follow what."""

    PENDING = "pending", _("Waiting for confirmation")
    APPROVAL = "approval", _("Waiting for approval")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    CONFIRMED = "confirmed", _("Confirmed")
    ATTENDED = "attended", _("Attended")
    NO_SHOW = "no-show", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Not confirmed in time")


SEATED = (State.CONFIRMED, State.ATTENDED, State.NO_SHOW)  # the seat is, or was, theirs for sure
ACTIVE = (State.PENDING, State.APPROVAL, State.WAITING, State.OFFERED, *SEATED)
HOPING = (State.APPROVAL, State.WAITING, State.OFFERED)  # proven, and without a sure seat
WITH_AN_END = (State.PENDING, State.OFFERED)  # they count until `expires_at`
