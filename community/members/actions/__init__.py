"""The deeds of membership: join, tell about oneself, belong, consent, be trusted, be erased."""

from community.members.actions.affiliating import (
    OrganisationGone,
    affiliate,
    free_slug,
    leave_organisation,
    recheck_affiliation,
    settle_organisation,
)
from community.members.actions.consenting import agree, record_consent
from community.members.actions.joining import (
    AddressTaken,
    LastAdministrator,
    confirm_joining,
    erase_member,
    erase_unconfirmed,
    join,
    settle_address,
)
from community.members.actions.telling import (
    Details,
    HandleTaken,
    Presentation,
    may_have_handle,
    offer_handle,
    remove_photo,
    set_photo,
    update_profile,
    verify_orcid,
)
from community.members.actions.trusting import (
    invite,
    pin_trust,
    recount_trust,
    refresh_trust,
    standing_of,
    unpin_trust,
)

__all__ = [
    "AddressTaken",
    "Details",
    "HandleTaken",
    "LastAdministrator",
    "OrganisationGone",
    "Presentation",
    "affiliate",
    "agree",
    "confirm_joining",
    "erase_member",
    "erase_unconfirmed",
    "free_slug",
    "invite",
    "join",
    "leave_organisation",
    "may_have_handle",
    "offer_handle",
    "pin_trust",
    "recheck_affiliation",
    "record_consent",
    "recount_trust",
    "refresh_trust",
    "remove_photo",
    "set_photo",
    "settle_address",
    "settle_organisation",
    "standing_of",
    "unpin_trust",
    "update_profile",
    "verify_orcid",
]
