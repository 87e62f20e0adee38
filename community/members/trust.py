"""Trust: what each level may do, how a level is gained, and how it is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import Profile, Trust

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What one level may do; numbers are of one day."""

    letters: int  # to other members through the contact form
    organisations: int  # to write down or to claim
    invitations: int
    is_advertised: bool  # whether strangers see biography and links
    posts_at_once: bool  # whether what they write appears before somebody has looked at it
    confirms_others: bool


MAY: Final[Mapping[Trust, Allowance]] = {
    Trust.NEW: Allowance(
        letters=3,
        organisations=1,
        invitations=0,
        is_advertised=False,
        posts_at_once=False,
        confirms_others=False,
    ),
    Trust.MEMBER: Allowance(
        letters=10,
        organisations=3,
        invitations=5,
        is_advertised=True,
        posts_at_once=True,
        confirms_others=False,
    ),
    Trust.TRUSTED: Allowance(
        letters=30,
        organisations=10,
        invitations=20,
        is_advertised=True,
        posts_at_once=True,
        confirms_others=False,
    ),
    Trust.STEWARD: Allowance(
        letters=100,
        organisations=100,
        invitations=100,
        is_advertised=True,
        posts_at_once=True,
        confirms_others=True,
    ),
}
MEMBER_AFTER: Final = timedelta(days=3)
TRUSTED_AFTER: Final = timedelta(days=30)
COMPLAINTS_COUNT_FOR: Final = timedelta(days=180)
TOO_MANY_COMPLAINTS: Final = 3  # these take a member back to the start

# How many complaints about each of some people were upheld since a moment.
ComplaintCounter = Callable[[Collection[int], datetime], Mapping[int, int]]
_counters: Final[dict[str, ComplaintCounter]] = {}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a member that trust is made of."""

    age: timedelta
    has_proven_address: bool
    has_complete_profile: bool
    is_affiliated: bool  # confirmed, by a confirmed organisation
    was_invited: bool
    is_steward: bool
    complaints: int  # upheld, within `COMPLAINTS_COUNT_FOR`


@dataclass(frozen=True)
class Requirement:
    """One thing that a level asks for."""

    label: StrOrPromise
    is_met: Callable[[Standing], bool]


ASKED: Final[Mapping[Trust, tuple[Requirement, ...]]] = {
    Trust.NEW: (),
    Trust.MEMBER: (
        Requirement(_("your address is proven"), lambda one: one.has_proven_address),
        Requirement(
            _("your group and your country are known"), lambda one: one.has_complete_profile
        ),
        Requirement(
            _("you have been here for three days, were invited, or your organisation is confirmed"),
            lambda one: one.age >= MEMBER_AFTER or one.was_invited or one.is_affiliated,
        ),
        Requirement(
            _("fewer than three complaints about you were upheld in half a year"),
            lambda one: one.complaints < TOO_MANY_COMPLAINTS,
        ),
    ),
    Trust.TRUSTED: (
        Requirement(_("you have been here for thirty days"), lambda one: one.age >= TRUSTED_AFTER),
        Requirement(_("your organisation is confirmed"), lambda one: one.is_affiliated),
        Requirement(
            _("no complaint about you was upheld in half a year"), lambda one: not one.complaints
        ),
    ),
    Trust.STEWARD: (Requirement(_("the coordinators ask you"), lambda one: one.is_steward),),
}


def register_complaints(name: str, counter: ComplaintCounter) -> None:
    """Let a room say how many complaints about people it upheld; once a name."""
    _counters[name] = counter


def complaints_about(ids: Collection[int], *, now: datetime | None = None) -> Mapping[int, int]:
    """Return how many complaints about each of these accounts were upheld in half a year."""
    since = (now or timezone.now()) - COMPLAINTS_COUNT_FOR
    total: Counter[int] = Counter()
    for count in _counters.values():
        total.update(count(ids, since))
    return total


def level_of(standing: Standing) -> Trust:
    """Return the level that somebody has earned: each asks for what those below it ask for."""
    if standing.is_steward and standing.has_proven_address:
        return Trust.STEWARD
    earned = Trust.NEW
    for level in (Trust.MEMBER, Trust.TRUSTED):
        if missing_for(level, standing):
            break
        earned = level
    return earned


def missing_for(level: Trust, standing: Standing) -> list[StrOrPromise]:
    """Return what is missing for a level, in words for the member."""
    return [one.label for one in ASKED[level] if not one.is_met(standing)]


def next_level(level: Trust) -> Trust | None:
    """Return the level above that can be earned; None on top, where one is asked instead."""
    return Trust(level + 1) if level < Trust.TRUSTED else None


def allowed(profile: Profile | None) -> Allowance:
    """Return what a member may do; without a profile, what a new one may."""
    return MAY[Trust(profile.trust) if profile else Trust.NEW]
