"""Who sees what of a member: an audience for each field, under the ceiling of the site."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Those to whom a field is shown, the widest circle first."""

    EVERYONE = "everyone", _("everyone")
    MEMBERS = "members", _("members")
    ORGANISATION = "organisation", _("my organisation")
    NOBODY = "nobody", _("nobody")


# From the narrowest circle to the widest: who belongs to a narrower one belongs to the wider ones.
WIDTH: Final = {
    Audience.NOBODY: 0,
    Audience.ORGANISATION: 1,
    Audience.MEMBERS: 2,
    Audience.EVERYONE: 3,
}
# What a member decides about, and who sees it until then. The name is what a profile is.
FIELDS: Final[dict[str, Audience]] = {
    "photo": Audience.MEMBERS,
    "headline": Audience.MEMBERS,
    "biography": Audience.MEMBERS,
    "stakeholder_group": Audience.MEMBERS,
    "organisation": Audience.MEMBERS,
    "role": Audience.MEMBERS,
    "country": Audience.MEMBERS,
    "languages": Audience.MEMBERS,
    "expertise": Audience.MEMBERS,
    "interests": Audience.ORGANISATION,
    "links": Audience.MEMBERS,
    "orcid": Audience.MEMBERS,
}


def ceiling_of(name: str) -> Audience:
    """Return the widest circle that the site allows a field to be shown to."""
    ceilings: dict[str, str] = settings.PROFILE_CEILINGS
    return Audience(ceilings.get(name, ceilings.get("*", Audience.EVERYONE)))


def narrower(one: Audience, other: Audience) -> Audience:
    """Return the narrower of two circles."""
    return min(one, other, key=WIDTH.__getitem__)


def includes(chosen: Audience, viewer: Audience) -> bool:
    """Return whether a field shown to `chosen` is shown to a viewer who stands in `viewer`.

    `viewer` is the narrowest circle around the owner in which the viewer stands: EVERYONE for a
    stranger, MEMBERS, ORGANISATION, and NOBODY for the owner.
    """
    return WIDTH[viewer] <= WIDTH[chosen]
