"""The sample people: one for each way of using the site."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from community.members.actions import Details, agree, settle_address, update_profile
from community.members.consents import MEMBERSHIP
from community.members.models import ConsentRecord, User
from community.members.roles import ensure_coordinators
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
        roles=("Editors",),
    ),
    "member": SamplePerson(
        name="Bob Member (example)",
        email="bob@example.org",
        group="industry",
        organisation="Example Tile Works",
        country="PT",
        time_zone="Europe/Lisbon",
    ),
    "stranger": SamplePerson(name="Charlie Stranger (example)", email="charlie@example.org"),
    "coordinator": SamplePerson(
        name="Dana Coordinator (example)",
        email="dana@example.org",
        group="policy",
        organisation="Example Coordination Office",
        country="BE",
        time_zone="Europe/Brussels",
        roles=("Coordinators",),
    ),
    "administrator": SamplePerson(
        name="Ada Administrator (example)",
        email="ada@example.org",
        group="civil-society",
        organisation="Example Coordination Office",
        country="FI",
        time_zone="Europe/Helsinki",
        is_administrator=True,
    ),
}
JOINED_AGO: Final = timedelta(days=60)


@transaction.atomic
def load_people() -> dict[str, User]:
    """Return the sample people by role; whoever exists already is left as is."""
    ensure_coordinators()
    return {role: _person(sample) for role, sample in PEOPLE.items()}


def _person(sample: SamplePerson) -> User:
    known = User.objects.filter(email=sample.email).first()
    return known or _new_person(sample)


def _new_person(sample: SamplePerson) -> User:
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
    return user


def _complete(user: User, sample: SamplePerson) -> None:
    details = Details(
        name=sample.name,
        stakeholder_group=Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, sample.group),
        country=Term.objects.get_by_code(Scheme.COUNTRY, sample.country),
        organisation=sample.organisation,
        time_zone=sample.time_zone,
    )
    update_profile(user=user, details=details)
    with override("en"):
        agree(user=user, wording=MEMBERSHIP, language="en", source=ConsentRecord.Source.SIGN_UP)
