"""What one person sees of another: the only way in which anybody reads somebody else's profile."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from community.members.models import FIELDS, Audience, Profile, User, includes

Viewer = User | AnonymousUser


@dataclass(frozen=True)
class Shown:
    """A profile as one viewer gets it; a field that is not shown is not in `fields`."""

    profile: Profile
    audience: Audience
    fields: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Return a field for templates; None where it is not shown."""
        return self.fields.get(name)


def audience_between(viewer: Viewer, owner: User) -> Audience:
    """Return the narrowest circle around `owner` in which `viewer` stands.

    Whoever only claims to belong to an organisation is no colleague yet. No query where both have
    their affiliations joined.
    """
    if not viewer.is_authenticated:
        return Audience.EVERYONE
    if viewer.pk == owner.pk:
        return Audience.NOBODY
    theirs, ours = _organisation_of(owner), _organisation_of(viewer)
    return Audience.ORGANISATION if theirs and theirs == ours else Audience.MEMBERS


def shown_to(audience: Audience, profile: Profile) -> Shown:
    """Return the profile as somebody in this circle sees it."""
    seen = {
        name: value
        for name in FIELDS
        if includes(profile.audience_of(name), audience) and (value := _value(profile, name))
    }
    return Shown(profile=profile, audience=audience, fields=seen)


def _organisation_of(user: Any) -> int | None:
    affiliation = getattr(user, "affiliation", None)
    return affiliation.organisation_id if affiliation and affiliation.is_confirmed else None


def _value(profile: Profile, name: str) -> Any:
    if name in ("expertise", "interests"):
        return list(getattr(profile, name).all())
    return getattr(profile, name)
