"""What one person sees of another: the only way in which anybody reads somebody else's profile."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from community.members.models import (
    FIELDS,
    Affiliation,
    Audience,
    Profile,
    User,
    includes,
    narrower,
)
from community.members.trust import allowed

Viewer = User | AnonymousUser
# What a stranger would follow: worth an account to whoever sells something.
HELD_BACK: Final = frozenset({"biography", "links"})


@dataclass(frozen=True)
class Shown:
    """A profile as one viewer gets it; a field that is not shown is not in `fields`."""

    profile: Profile
    audience: Audience
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def affiliation(self) -> Affiliation | None:
        """The confirmed place in a listed organisation, where the organisation is shown."""
        place = getattr(self.profile.user, "affiliation", None)
        if "organisation" not in self.fields or place is None or not place.is_confirmed:
            return None
        firm = place.organisation
        return place if firm.is_confirmed and not firm.merged_into_id else None

    @property
    def is_orcid_proven(self) -> bool:
        """Whether ORCID itself has told us the iD that is shown."""
        return "orcid" in self.fields and self.profile.orcid_verified_at is not None

    @property
    def biography_html(self) -> SafeString:
        """The biography as HTML; empty where it is not shown.

        It was cleaned when it was stored; what nobody cleaned is escaped here.
        """
        if not (told := self["biography"]):
            return SafeString()
        return mark_safe(self.profile.biography_html or linebreaks(told, autoescape=True))

    def __getitem__(self, name: str) -> Any:
        """Return a field for templates; None where it is not shown.

        Raises:
            KeyError: there is no such field; a template then looks for an attribute.
        """
        if name not in FIELDS:
            raise KeyError(name)
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


def shown_by(viewer: Viewer, profile: Profile) -> Shown:
    """Return the profile as this viewer sees it."""
    return shown_to(audience_between(viewer, profile.user), profile)


def shown_to(audience: Audience, profile: Profile) -> Shown:
    """Return the profile as somebody in this circle sees it."""
    seen = {
        name: value
        for name in FIELDS
        if includes(_audience_of(profile, name), audience) and (value := _value(profile, name))
    }
    return Shown(profile=profile, audience=audience, fields=seen)


def sees(viewer: Viewer, profile: Profile, name: str) -> bool:
    """Return whether this viewer sees one field, for what is fetched by itself."""
    return includes(_audience_of(profile, name), audience_between(viewer, profile.user))


def everyone_sees(profile: Profile, name: str) -> bool:
    """Return whether a field is shown to everyone, whoever asks."""
    return _audience_of(profile, name) == Audience.EVERYONE


def _organisation_of(user: Any) -> int | None:
    affiliation = getattr(user, "affiliation", None)
    return affiliation.organisation_id if affiliation and affiliation.is_confirmed else None


def _audience_of(profile: Profile, name: str) -> Audience:
    """Return to whom a field is shown now; a new member advertises nothing to strangers."""
    chosen = profile.audience_of(name)
    if name in HELD_BACK and not allowed(profile).is_advertised:
        return narrower(chosen, Audience.MEMBERS)
    return chosen


def _value(profile: Profile, name: str) -> Any:
    if name in ("expertise", "interests"):
        return list(getattr(profile, name).all())
    return getattr(profile, name)
