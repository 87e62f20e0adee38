"""Belong to an organisation: by a proven domain, by a steward's word, or by one's own."""

from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from community.members.actions.trusting import refresh_trust
from community.members.changes import spread
from community.members.domains import is_proven, proven_domains_of, proves
from community.members.models import Affiliation, Organisation, Profile, User
from community.members.texts import plain_line
from vocabulary.models import Term

SLUG_LENGTH: Final = 70
SLUG_TRIES: Final = 5
# Beside the pages of organisations stand some deeds at addresses of their own.
RESERVED_SLUGS: Final = frozenset({"new", "leave", "edit", "search", "suggest", "claims"})
CHUNK: Final = 2000
LOCK: Final = 0x4F5247  # "ORG": the first half of an advisory lock, the name is the other


class OrganisationGone(Exception):
    """The organisation was merged into another one."""


@transaction.atomic
def affiliate(
    *,
    user: User,
    organisation: Organisation,
    vouched_by: User | None = None,
    as_editor: bool = False,
) -> Affiliation:
    """Place a person in an organisation and return the affiliation; nobody has two.

    It is confirmed by the domain of a proven address, or by the steward `vouched_by`; otherwise it
    is the person's own claim, which nobody else relies on. What was confirmed already stays so.
    `as_editor` lets who is confirmed edit the organisation's page. Who may call this with a steward
    is for the caller to check.

    Raises:
        OrganisationGone: the organisation was merged into another one.
    """
    if organisation.merged_into_id:
        raise OrganisationGone
    known = Affiliation.objects.select_for_update().filter(user=user).first()
    state = _state(user, organisation, vouched_by)
    stays = known is not None and known.organisation_id == organisation.pk
    if known and stays and known.is_confirmed and state == Affiliation.State.CLAIMED:
        state = Affiliation.State(known.state)
    affiliation, _created = Affiliation.objects.update_or_create(
        user=user, defaults=_values(known, organisation, state, vouched_by, as_editor)
    )
    Profile.objects.filter(user=user).update(organisation=organisation.name)
    if known and known.organisation_id != organisation.pk:
        _drop_orphan(known.organisation_id, user)
    _renew(user, affiliation)
    return affiliation


@transaction.atomic
def settle_organisation(*, user: User, name: str, country: Term | None = None) -> None:
    """Make what a person typed as their organisation an affiliation; an empty name ends it.

    An organisation of that name is claimed, never joined as confirmed unless the domain proves it;
    an unknown one is written down, unconfirmed and seen by nobody else.
    """
    name = plain_line(name)
    known = Affiliation.objects.select_related("organisation").filter(user=user).first()
    if not name:
        leave_organisation(user=user)
    elif known is None or known.organisation.name.casefold() != name.casefold():
        affiliate(user=user, organisation=_named(name) or _write_down(name, user, country))


@transaction.atomic
def leave_organisation(*, user: User) -> None:
    """End a person's affiliation."""
    known = Affiliation.objects.select_for_update().filter(user=user).first()
    Profile.objects.filter(user=user).update(organisation="")
    if known is None:
        return
    known.delete()
    _drop_orphan(known.organisation_id, user)
    _renew(user, None)


@transaction.atomic
def recheck_affiliation(*, user: User) -> Affiliation | None:
    """Let an affiliation follow the person's addresses: gained by a domain, and lost with it.

    What a steward confirmed stays. Returns the affiliation, if there is one.
    """
    known = (
        Affiliation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(user=user)
        .first()
    )
    if known is None or known.state == Affiliation.State.BY_STEWARD:
        return known
    state = _state(user, known.organisation, None)
    if state != known.state:
        for name, value in _values(None, known.organisation, state, None).items():
            setattr(known, name, value)
        known.save()
        _renew(user, known)
    return known


def recheck_affiliations() -> int:
    """Recheck everybody's affiliation that a domain may prove; return how many changed."""
    changed, last = 0, 0
    undecided = Affiliation.objects.exclude(state=Affiliation.State.BY_STEWARD).order_by("pk")
    joined = undecided.select_related("organisation", "user")
    while found := list(joined.filter(pk__gt=last)[:CHUNK]):
        proven = proven_domains_of([one.user_id for one in found])
        for one in found:
            has_proof = proves(proven.get(one.user_id, []), one.organisation)
            if has_proof != one.is_confirmed:
                recheck_affiliation(user=one.user)
                changed += 1
        last = found[-1].pk
    return changed


def _state(user: User, organisation: Organisation, steward: User | None) -> Affiliation.State:
    if steward is not None:
        return Affiliation.State.BY_STEWARD
    if is_proven(user, organisation):
        return Affiliation.State.BY_DOMAIN
    return Affiliation.State.CLAIMED


def _values(
    known: Affiliation | None,
    organisation: Organisation,
    state: Affiliation.State,
    steward: User | None,
    as_editor: bool = False,
) -> dict[str, object]:
    """Return what an affiliation is made of; whoever moves elsewhere edits nothing there."""
    stays = known is not None and known.organisation_id == organisation.pk
    is_confirmed = state != Affiliation.State.CLAIMED
    same = known if stays and known is not None and known.state == state else None
    return {
        "organisation": organisation,
        "state": state,
        "is_editor": is_confirmed and (as_editor or bool(stays and known and known.is_editor)),
        "confirmed_by": steward or (same.confirmed_by if same else None),
        "confirmed_at": (same and same.confirmed_at) or (timezone.now() if is_confirmed else None),
    }


def _named(name: str) -> Organisation | None:
    """Return the organisation of this name, a confirmed one first."""
    same = Organisation.objects.filter(name__iexact=name, merged_into=None)
    return same.order_by("-is_confirmed", "pk").first()


def _write_down(name: str, user: User, country: Term | None) -> Organisation:
    """Return a new, unconfirmed entry; that of somebody else who wrote it at the same moment.

    Whoever writes a name waits until the transaction of another who writes the same has ended.

    Raises:
        IntegrityError: the name has no address left after some tries.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(upper(%s)))", [LOCK, name])
    if found := _named(name):
        return found
    for _try in range(SLUG_TRIES):
        values = {"slug": free_slug(name), "country": country, "created_by": user}
        try:
            with transaction.atomic():
                return Organisation.objects.create(name=name, **values)
        except IntegrityError:
            continue  # somebody took the address for another name
    message = f"No address is free for {name!r}."
    raise IntegrityError(message)


def free_slug(name: str) -> str:
    """Return the last part of an address for an organisation, not in use yet."""
    stem = slugify(name)[:SLUG_LENGTH].strip("-") or "organisation"
    taken = RESERVED_SLUGS | set(
        Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _drop_orphan(organisation_id: int, user: User) -> None:
    """Delete an unconfirmed entry that its writer left and that nobody else uses."""
    Organisation.objects.filter(
        pk=organisation_id, is_confirmed=False, created_by=user, affiliations=None, merged=None
    ).delete()


def _renew(user: User, affiliation: Affiliation | None) -> None:
    """Let the account at hand and the public pages know."""
    relation: Any = User._meta.get_field("affiliation")
    if relation.is_cached(user):
        relation.delete_cached_value(user)
    if affiliation is not None:
        user.affiliation = affiliation
    refresh_trust(user=user)
    spread([user.pk])
