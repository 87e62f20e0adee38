"""Trust members: by counting at night, at once when they earn it, or by a steward's word."""

from collections.abc import Iterable
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.members.changes import spread
from community.members.models import (
    Affiliation,
    Organisation,
    Profile,
    ProfileQuerySet,
    Trust,
    User,
)
from community.members.trust import Standing, complaints_about, level_of

CHUNK: Final = 2000


def standing_of(*, user: User) -> Standing:
    """Return what trust in somebody is made of (two queries, and those of the complaints)."""
    rows = _rows(Profile.objects.filter(user=user))
    return _standings(rows)[0][1] if rows else _unknown(user)


@transaction.atomic
def refresh_trust(*, user: User) -> Trust:
    """Give somebody the level they have earned and return it; a steward's word stays."""
    profile = Profile.objects.select_for_update().filter(user=user).first()
    if profile is None:
        return Trust.NEW
    if profile.is_trust_pinned:
        return Trust(profile.trust)
    level = level_of(standing_of(user=user))
    if level != profile.trust:
        _write([profile.pk], level)
        spread([user.pk])
    _renew(user, level)
    return level


def refresh_colleagues(*, organisation: Organisation) -> None:
    """Give everybody of an organisation the level they have earned, now that it is confirmed."""
    for user in User.objects.get_queryset().filter(affiliation__organisation=organisation):
        refresh_trust(user=user)


@transaction.atomic
def pin_trust(*, user: User, level: Trust) -> Profile:
    """Set a level by a steward's word, which the nightly count leaves alone.

    Who may do so is for the caller to check.
    """
    profile, _created = Profile.objects.select_for_update().get_or_create(user=user)
    profile.trust, profile.is_trust_pinned = level, True
    profile.trust_changed_at = timezone.now()
    profile.save(update_fields=["trust", "is_trust_pinned", "trust_changed_at"])
    _renew(user, level)
    spread([user.pk])
    return profile


@transaction.atomic
def unpin_trust(*, user: User) -> Trust:
    """Take a steward's word back and return the level that was earned."""
    Profile.objects.filter(user=user).update(is_trust_pinned=False)
    return refresh_trust(user=user)


@transaction.atomic
def invite(*, user: User) -> Profile:
    """Note that somebody who answers for them asked a person to come."""
    profile, _created = Profile.objects.update_or_create(user=user, defaults={"was_invited": True})
    refresh_trust(user=user)
    return profile


def recount_trust() -> int:
    """Give everybody the level they have earned; return how many changed. May run twice."""
    changed, last = 0, 0
    counted = Profile.objects.filter(is_trust_pinned=False)
    while rows := list(_rows(counted.filter(pk__gt=last))[:CHUNK]):
        changed += _recount(rows)
        last = rows[-1]["pk"]
    return changed


@transaction.atomic
def _recount(rows: list[dict[str, Any]]) -> int:
    moved: dict[Trust, list[int]] = {}
    people = []
    for row, standing in _standings(rows):
        level = level_of(standing)
        if level != row["trust"]:
            moved.setdefault(level, []).append(row["pk"])
            people.append(row["user_id"])
    for level, profiles in moved.items():
        _write(profiles, level)
    if people:
        spread(people)
    return len(people)


def _write(profiles: Iterable[int], level: Trust) -> None:
    found = Profile.objects.filter(pk__in=profiles, is_trust_pinned=False)
    found.update(trust=level, trust_changed_at=timezone.now())


def _rows(profiles: ProfileQuerySet) -> Any:
    """Return the facts of some profiles as rows, by number."""
    proven = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
    placed = Affiliation.objects.confirmed().filter(
        user=OuterRef("user"), organisation__is_confirmed=True
    )
    stewards = User.objects.filter(pk=OuterRef("user")).filter(
        Q(is_superuser=True) | Q(groups__name__in=settings.STEWARD_GROUPS)
    )
    return (
        profiles.annotate(
            is_proven=Exists(proven),
            is_placed=Exists(placed),
            is_steward=Exists(stewards),
            joined=F("user__date_joined"),
            has_name=~Q(user__name=""),
            is_told=Q(stakeholder_group__isnull=False, country__isnull=False),
        )
        .order_by("pk")
        .values(
            *("pk", "user_id", "trust", "was_invited", "joined"),
            *("is_proven", "is_placed", "is_steward", "has_name", "is_told"),
        )
    )


def _standings(rows: Any) -> list[tuple[dict[str, Any], Standing]]:
    now = timezone.now()
    complaints = complaints_about([row["user_id"] for row in rows], now=now)
    return [
        (
            row,
            Standing(
                age=now - row["joined"],
                has_proven_address=row["is_proven"],
                has_complete_profile=row["has_name"] and row["is_told"],
                is_affiliated=row["is_placed"],
                was_invited=row["was_invited"],
                is_steward=row["is_steward"],
                complaints=complaints.get(row["user_id"], 0),
            ),
        )
        for row in rows
    ]


def _unknown(user: User) -> Standing:
    """Return the standing of somebody who has told nothing yet."""
    return Standing(
        age=timezone.now() - user.date_joined,
        has_proven_address=EmailAddress.objects.filter(user=user, verified=True).exists(),
        has_complete_profile=False,
        is_affiliated=False,
        was_invited=False,
        is_steward=False,
        complaints=0,
    )


def _renew(user: User, level: Trust) -> None:
    profile = getattr(user, "profile", None)
    if profile is not None:
        profile.trust = level
