"""Tell about oneself: details, the public profile, a photograph, a proven ORCID iD."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members import photos
from community.members.actions.affiliating import settle_organisation
from community.members.changes import spread
from community.members.handles import is_reserved, suggest_handle
from community.members.models import (
    FIELDS,
    Audience,
    FormerHandle,
    Profile,
    User,
    ceiling_of,
    handle_key,
    narrower,
    profile_of,
)
from community.members.texts import as_html, plain_line, plain_text
from pages.identifiers import bare_orcid, validate_orcid
from vocabulary.models import Term


class HandleTaken(Exception):
    """Somebody has this handle or had it, or it is kept for the site."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a member tells of themselves; group and country may come later."""

    name: str
    stakeholder_group: Term | None
    country: Term | None
    organisation: str = ""
    language: str = "en"
    time_zone: str = ""


@dataclass(frozen=True, kw_only=True)
class Presentation:
    """What a member shows of themselves, and to whom: field by audience."""

    handle: str = ""
    headline: str = ""
    biography: str = ""
    role: str = ""
    languages: tuple[str, ...] = ()
    expertise: tuple[Term, ...] = ()
    interests: tuple[Term, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # label and address
    orcid: str = ""
    visibility: Mapping[str, str] = field(default_factory=dict)
    is_listed: bool = False
    accepts_contact: bool = True


@transaction.atomic
def update_profile(
    *, user: User, details: Details, presentation: Presentation | None = None
) -> Profile:
    """Store what a member tells of themselves and return the profile.

    Raises:
        HandleTaken: the handle cannot be had.
        ValidationError: a name has signs that no name has, or the ORCID iD is none or replaces a
            proven one.
    """
    name = plain_line(details.name)
    if user.name != name:
        user.name = name
        user.save(update_fields=["name"])
    profile = write_profile(user, details)
    settle_organisation(user=user, name=details.organisation, country=details.country)
    if presentation is not None:
        _present(user, profile, presentation)
    spread([user.pk])
    return profile


@transaction.atomic
def set_photo(*, user: User, file: Any) -> Profile:
    """Store a photograph, made anew at two sizes, in place of the one before.

    Raises:
        ValidationError: the file is no image of a kind and size that we take.
    """
    sizes = photos.make(file)
    profile = _locked(user)
    photos.delete_later(profile)
    profile.photo = photos.store(sizes)
    return _saved(user, profile, "photo")


@transaction.atomic
def remove_photo(*, user: User) -> Profile:
    """Delete the photograph, if there is one."""
    profile = _locked(user)
    photos.delete_later(profile)
    profile.photo = ""
    return _saved(user, profile, "photo")


@transaction.atomic
def show_photo(*, user: User, audience: Audience) -> Profile:
    """Choose who sees the photograph."""
    profile = _locked(user)
    profile.visibility = _under_ceiling(profile, {"photo": audience})
    return _saved(user, profile, "visibility")


@transaction.atomic
def unverify_orcid(*, user: User, orcid: str) -> None:
    """Keep this ORCID iD, yet not as proven: its owner has let go of the account there."""
    profile = _locked(user)
    if profile.orcid == orcid and profile.orcid_verified_at:
        profile.orcid_verified_at = None
        _saved(user, profile, "orcid_verified_at")


@transaction.atomic
def verify_orcid(*, user: User, orcid: str) -> Profile:
    """Store an ORCID iD that ORCID itself has told us at the person's sign-in there.

    Raises:
        ValidationError: it is no ORCID iD.
    """
    validate_orcid(orcid)
    profile = _locked(user)
    profile.orcid, profile.orcid_verified_at = bare_orcid(orcid), timezone.now()
    return _saved(user, profile, "orcid", "orcid_verified_at")


def write_profile(user: User, details: Details) -> Profile:
    """Store the details alone; part of joining and of `update_profile`."""
    values: dict[str, Any] = {
        "stakeholder_group": details.stakeholder_group,
        "country": details.country,
        "organisation": plain_line(details.organisation),
        "language": details.language,
        "time_zone": details.time_zone,
    }
    profile, _created = Profile.objects.update_or_create(user=user, defaults=values)
    user.profile = profile
    return profile


def retire_handle(user: User, handle: str) -> None:
    """Close a handle to everybody but its owner."""
    if handle:
        values = {"user": user, "left_at": timezone.now()}
        FormerHandle.objects.update_or_create(key=handle_key(handle), defaults=values)


def may_have_handle(user: User, handle: str) -> bool:
    """Return whether a person can have a handle: it is free, never had by others, not reserved."""
    if is_reserved(handle) or Profile.objects.with_handle(handle).exclude(user=user).exists():
        return False
    return not FormerHandle.objects.filter(key=handle_key(handle)).exclude(user=user).exists()


def offer_handle(user: User) -> str:
    """Return a handle made of the person's name that they can have now."""
    return suggest_handle(user.name, lambda handle: may_have_handle(user, handle))


def _present(user: User, profile: Profile, told: Presentation) -> None:
    handle = told.handle.strip().lower()
    if not handle and told.is_listed:
        handle = offer_handle(user)
    _take_handle(user, profile, handle)
    profile.headline, profile.role = plain_line(told.headline), plain_line(told.role)
    profile.biography = plain_text(told.biography)
    profile.biography_html = as_html(profile.biography)
    profile.languages = list(told.languages)
    profile.links = [{"label": label, "url": url} for label, url in told.links]
    profile.visibility = _under_ceiling(profile, told.visibility)
    profile.is_listed, profile.accepts_contact = told.is_listed, told.accepts_contact
    _tell_orcid(profile, told.orcid)
    profile.save()
    profile.expertise.set(told.expertise)
    profile.interests.set(told.interests)


def _take_handle(user: User, profile: Profile, handle: str) -> None:
    """Give the profile a handle; looked at once more after it is written, for those who race."""
    if handle == profile.handle:
        return
    if handle and not may_have_handle(user, handle):
        raise HandleTaken
    before, profile.handle = profile.handle, handle
    try:
        with transaction.atomic():
            profile.save(update_fields=["handle"])
    except IntegrityError as error:
        raise HandleTaken from error
    if handle and not may_have_handle(user, handle):
        raise HandleTaken
    FormerHandle.objects.filter(user=user, key=handle_key(handle)).delete()
    retire_handle(user, before)


def _under_ceiling(profile: Profile, wished: Mapping[str, str]) -> dict[str, str]:
    """Return the audiences to store: the known fields only, none beyond what the site allows.

    Raises:
        ValidationError: an audience is none.
    """
    chosen = {name: str(profile.visibility[name]) for name in FIELDS if name in profile.visibility}
    for name, audience in wished.items():
        if name not in FIELDS or audience not in Audience.values:
            raise ValidationError("", code="audience")
        chosen[name] = str(narrower(Audience(audience), ceiling_of(name)))
    return chosen


def _tell_orcid(profile: Profile, orcid: str) -> None:
    """Store an ORCID iD that was typed; one that ORCID confirmed can only be taken off.

    Raises:
        ValidationError: it is no ORCID iD, or another one than the proven one.
    """
    if orcid:
        validate_orcid(orcid)
    typed = bare_orcid(orcid)
    if typed and profile.orcid_verified_at and typed != profile.orcid:
        message = _("ORCID has confirmed your iD. Remove it first, then add another one.")
        raise ValidationError(message, code="proven")
    if typed != profile.orcid:
        profile.orcid, profile.orcid_verified_at = typed, None


def _locked(user: User) -> Profile:
    Profile.objects.get_or_create(user=user)
    return Profile.objects.select_for_update().get(user=user)


def _saved(user: User, profile: Profile, *fields: str) -> Profile:
    profile.save(update_fields=[*fields, "updated_at"])
    known = profile_of(user)
    if known is not None:
        for name in fields:
            setattr(known, name, getattr(profile, name))
    else:
        user.profile = profile
    spread([user.pk])
    return profile
