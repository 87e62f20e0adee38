"""Deciding about organisations."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.directory.actions import make_public
from community.members.models import Organisation, User
from community.stewards.actions.noting import note
from community.stewards.models import StewardAct
from community.stewards.refusals import Refused


@transaction.atomic
def confirm_organisation(*, organisation: Organisation, by: User, reason: str) -> None:
    """Let an organisation be public from now on, and its founder edit its page.

    Raises:
        Refused: it is already, or it has been merged.
    """
    if not make_public(organisation=organisation, by=by):
        raise Refused(_("There is nothing to confirm."))
    note(StewardAct.Deed.ORGANISATION_CONFIRMED, by=by, organisation=organisation, reason=reason)
