"""Where a member stands in the community, for their own page."""

from dataclasses import dataclass
from typing import Any

from community.members.actions import standing_of
from community.members.models import Trust, User, profile_of
from community.members.trust import Allowance, allowed, missing_for, next_level


@dataclass(frozen=True)
class Ladder:
    """The level of a member, what it allows, and what the next one asks for."""

    level: Trust
    may: Allowance
    next_level: Trust | None
    missing: list[Any]
    is_pinned: bool


def ladder_of(user: User) -> Ladder:
    """Return where a member stands (one query, two without a profile)."""
    profile = profile_of(user)
    level = Trust(profile.trust) if profile else Trust.NEW
    above = next_level(level)
    return Ladder(
        level=level,
        may=allowed(profile),
        next_level=above,
        missing=missing_for(above, standing_of(user=user)) if above is not None else [],
        is_pinned=bool(profile and profile.is_trust_pinned),
    )
