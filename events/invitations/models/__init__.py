"""Invitations, and who wants none."""

from events.invitations.models.invitation import Answer, Invitation
from events.invitations.models.opt_out import OptOut

__all__ = ["Answer", "Invitation", "OptOut"]
