"""Write down organisations, change their pages, make them public."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.directory.actions.claims import claim
from community.directory.actions.entries import refresh_organisations
from community.directory.powers import allowance_of, is_steward, may_edit
from community.directory.refusals import NameTaken, NotYours, TooMany
from community.members.actions import affiliate, free_slug, refresh_colleagues
from community.members.changes import spread
from community.members.models import Affiliation, Organisation, User
from vocabulary.models import Term


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organisation's page says; an editor changes it, the name is for stewards.

    `logo` is a small picture of our own making; None leaves the old one, `drops_logo` takes it off.
    """

    kind: Term | None = None
    size: Term | None = None
    country: Term | None = None
    sectors: Sequence[Term] = ()
    description: str = ""
    website: str = ""
    logo: bytes | None = None
    drops_logo: bool = False
    # For stewards alone: what an impostor would change first.
    name: str = ""
    domains: list[str] | None = field(default=None)


@transaction.atomic
def create_organisation(*, by: User, name: str, facts: Facts) -> Organisation:
    """Return a new organisation that its founder claims to belong to; a steward makes it public.

    What a steward writes down is public at once.

    Raises:
        NameTaken: one of this name is known, in whatever letters.
        TooMany: the member has written down as many as a day allows.
    """
    # One at a time for each founder, so that two tabs do not pass the limit together.
    User.objects.get_queryset().select_for_update().get(pk=by.pk)
    if not is_steward(by):
        _guard_number(by)
    _guard_name(name)
    organisation = Organisation.objects.create(
        name=name, slug=free_slug(name), created_by=by, is_confirmed=is_steward(by)
    )
    _write(organisation, facts, by_steward=is_steward(by))
    if not is_steward(by):
        claim(user=by, organisation=organisation)
    return organisation


@transaction.atomic
def update_organisation(*, organisation: Organisation, by: User, facts: Facts) -> Organisation:
    """Store what an organisation's page says and return it.

    Raises:
        NotYours: the person neither edits this page nor is a steward.
        NameTaken: another one has the new name.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not may_edit(by, organisation):
        raise NotYours
    if is_steward(by) and facts.name and facts.name != organisation.name:
        _guard_name(facts.name, but=organisation)
    _write(organisation, facts, by_steward=is_steward(by))
    return organisation


@transaction.atomic
def confirm_organisation(*, organisation: Organisation, by: User) -> None:
    """Make an organisation public, in the directory; twice is once.

    Raises:
        NotYours: only a steward may.
    """
    if not is_steward(by):
        raise NotYours
    make_public(organisation=organisation, by=by)


@transaction.atomic
def make_public(*, organisation: Organisation, by: User) -> bool:
    """Let everybody find an organisation, and its founder, who wrote it down, edit its page.

    The one door to it: that `by` may is for the caller to check. Nobody vouches for themselves, and
    a founder who belongs elsewhere by now edits nothing. Returns whether there was anything to do.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if organisation.is_confirmed or organisation.merged_into_id:
        return False
    claims = Affiliation.objects.filter(organisation=organisation, user=organisation.created_by_id)
    founder = claims.exclude(user=by).select_related("user").first()
    if founder is not None:
        affiliate(user=founder.user, organisation=organisation, vouched_by=by, as_editor=True)
    organisation.is_confirmed = True
    organisation.save(update_fields=["is_confirmed", "updated_at"])
    refresh_colleagues(organisation=organisation)
    _follow(organisation)
    return True


def _guard_number(by: User) -> None:
    day = timezone.now() - timedelta(days=1)
    written = Organisation.objects.filter(created_by=by, created_at__gt=day).count()
    if written >= allowance_of(by).organisations:
        raise TooMany


def _guard_name(name: str, but: Organisation | None = None) -> None:
    same = Organisation.objects.annotate(small=Lower("name")).filter(
        small=name.lower(), merged_into=None
    )
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise NameTaken


def _write(organisation: Organisation, facts: Facts, *, by_steward: bool) -> None:
    organisation.kind, organisation.size = facts.kind, facts.size
    organisation.country, organisation.website = facts.country, facts.website
    organisation.description = facts.description
    if by_steward and facts.name:
        organisation.name = facts.name
    if by_steward and facts.domains is not None:
        organisation.domains = facts.domains
    old = _hang_logo(organisation, facts)
    organisation.save()
    organisation.sectors.set(facts.sectors)
    if old:
        transaction.on_commit(lambda: organisation.logo.storage.delete(old))
    _follow(organisation)


def _hang_logo(organisation: Organisation, facts: Facts) -> str:
    """Put the new logo in place and return the file of the old one, which nobody needs then."""
    if facts.logo is None and not facts.drops_logo:
        return ""
    old = str(organisation.logo.name or "")
    new: Any = ContentFile(facts.logo, name="logo.webp") if facts.logo else None
    if new is None:
        organisation.logo = ""
    else:
        organisation.logo.save(f"{get_random_string(20)}.webp", new, save=False)
    return old


def _follow(organisation: Organisation) -> None:
    """Bring the directory up to date once the change is committed, with those who belong there."""
    transaction.on_commit(lambda: refresh_organisations([organisation.pk]))
    spread(organisation.affiliations.values_list("user_id", flat=True))
