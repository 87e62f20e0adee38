"""The sample people: one for each way of using the site."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from community.members.actions import agree, settle_address
from community.members.consents import MEMBERSHIP
from community.members.models import (
    FIELDS,
    Affiliation,
    Audience,
    ConsentRecord,
    Organisation,
    Profile,
    Trust,
    User,
)
from community.members.roles import ensure_coordinators
from community.members.sample_organisations import load_organisations
from community.members.texts import as_html
from vocabulary.models import Scheme, Term


@dataclass(frozen=True)
class SamplePerson:
    """Who somebody is; a person without a stakeholder group has not completed the profile."""

    name: str
    email: str
    group: str = ""
    organisation: str = ""
    country: str = ""
    time_zone: str = ""
    handle: str = ""
    headline: str = ""
    biography: str = ""
    role: str = ""
    languages: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    shown_to: str = ""  # the audience of all fields; empty: as the site proposes
    trust: Trust = Trust.MEMBER
    roles: tuple[str, ...] = ()
    is_administrator: bool = False


PEOPLE: Final[dict[str, SamplePerson]] = {
    "editor": SamplePerson(
        name="Alice Editor (example)",
        email="alice@example.org",
        group="academia",
        organisation="Example University",
        country="IT",
        time_zone="Europe/Rome",
        handle="alice-editor",
        headline="Studies how family firms find partners",
        biography="I collect *good practice* cases, and write down what went wrong as well.",
        role="Researcher",
        languages=("it", "en"),
        expertise=("family-firms", "partner-search"),
        shown_to=Audience.EVERYONE,
        trust=Trust.TRUSTED,
        roles=("Editors",),
    ),
    "member": SamplePerson(
        name="Bob Member (example)",
        email="bob@example.org",
        group="industry",
        organisation="Example Tile Works",
        country="PT",
        time_zone="Europe/Lisbon",
        handle="bob-member",
        headline="Makes tiles, looks for glazes without lead",
        biography="Forty people, one kiln too many. I want to hear from others who share machines.",
        role="Head of production",
        languages=("pt", "es", "en"),
        expertise=("low-tech-traditional", "green-circular"),
    ),
    "stranger": SamplePerson(name="Charlie Stranger (example)", email="charlie@example.org"),
    "coordinator": SamplePerson(
        name="Dana Coordinator (example)",
        email="dana@example.org",
        group="policy",
        organisation="Example Coordination Office",
        country="BE",
        time_zone="Europe/Brussels",
        handle="dana-coordinator",
        headline="Coordinates the project",
        role="Coordinator",
        languages=("nl", "fr", "en"),
        expertise=("regional-policy", "measuring"),
        shown_to=Audience.EVERYONE,
        trust=Trust.STEWARD,
        roles=("Coordinators",),
    ),
    "steward": SamplePerson(
        name="Stella Steward (example)",
        email="stella@example.org",
        group="civil-society",
        organisation="Example Coordination Office",
        country="IE",
        time_zone="Europe/Dublin",
        handle="stella-steward",
        headline="Looks after members",
        role="Steward of the community",
        languages=("en", "fr"),
        expertise=("partner-search",),
        trust=Trust.STEWARD,
        roles=("Stewards",),
    ),
    "administrator": SamplePerson(
        name="Ada Administrator (example)",
        email="ada@example.org",
        group="civil-society",
        organisation="Example Coordination Office",
        country="FI",
        time_zone="Europe/Helsinki",
        trust=Trust.STEWARD,
        is_administrator=True,
    ),
}
JOINED_AGO: Final = timedelta(days=60)


@transaction.atomic
def load_people() -> dict[str, User]:
    """Return the sample people by role; whoever exists already is left as is."""
    ensure_coordinators()
    organisations = load_organisations()
    return {role: _person(sample, organisations) for role, sample in PEOPLE.items()}


def _person(sample: SamplePerson, organisations: dict[str, Organisation]) -> User:
    known = User.objects.filter(email=sample.email).first()
    return known or _new_person(sample, organisations)


def _new_person(sample: SamplePerson, organisations: dict[str, Organisation]) -> User:
    user = User.objects.create_user(
        sample.email,
        name=sample.name,
        is_sample=True,
        is_staff=sample.is_administrator,
        is_superuser=sample.is_administrator,
        date_joined=timezone.now() - JOINED_AGO,
    )
    user.groups.set(Group.objects.filter(name__in=sample.roles))
    address = settle_address(user=user)
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    if sample.group:
        _complete(user, sample)
        _place(user, organisations[sample.organisation])
    return user


def _complete(user: User, sample: SamplePerson) -> None:
    """Write the profile in few queries: the tests load these people hundreds of times."""
    profile = Profile.objects.create(
        user=user,
        stakeholder_group=Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, sample.group),
        country=Term.objects.get_by_code(Scheme.COUNTRY, sample.country),
        organisation=sample.organisation,
        time_zone=sample.time_zone,
        handle=sample.handle,
        headline=sample.headline,
        biography=sample.biography,
        biography_html=as_html(sample.biography),
        role=sample.role,
        languages=list(sample.languages),
        visibility=dict.fromkeys(FIELDS, str(sample.shown_to)) if sample.shown_to else {},
        is_listed=bool(sample.handle),
        trust=sample.trust,
        is_trust_pinned=True,
        welcomed_at=timezone.now(),
    )
    if sample.expertise:
        known = Term.objects.filter(scheme=Scheme.THEME, code__in=sample.expertise)
        profile.expertise.set(known)
    with override("en"):
        agree(user=user, wording=MEMBERSHIP, language="en", source=ConsentRecord.Source.SIGN_UP)


def _place(user: User, organisation: Organisation) -> None:
    """Confirm where a sample person works, as a steward would."""
    user.affiliation = Affiliation.objects.create(
        user=user,
        organisation=organisation,
        state=Affiliation.State.BY_STEWARD,
        confirmed_at=timezone.now(),
    )
