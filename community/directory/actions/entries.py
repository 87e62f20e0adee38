"""Bring the directory up to date with what people and organisations show."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import transaction

from community.directory.models import Letter
from community.directory.rows import records_of_organisations, records_of_people
from community.directory.writing import known_owners, lock_writers, recount, replace_entries, tidy
from community.members.changes import SCOPE
from community.members.models import Organisation, Profile, User
from lane.generations import bump
from search.actions import mark

PEOPLE: Final = "directory.people"  # sources of the search; these names never change
ORGANISATIONS: Final = "directory.organisations"
BATCH: Final = 500


@dataclass(frozen=True)
class Rebuilt:
    """How many people and organisations were read anew."""

    people: int
    organisations: int


def refresh_entries(user_ids: Collection[int]) -> None:
    """Read these people anew; whoever no longer wants to be found is gone."""
    for ids in _batches(sorted(set(user_ids))):
        _refresh_people(ids)


def refresh_organisations(organisation_ids: Collection[int]) -> None:
    """Read these organisations anew; one that is no longer public is gone."""
    for ids in _batches(sorted(set(organisation_ids))):
        _refresh_organisations(ids)


def rebuild() -> Rebuilt:
    """Read everybody anew, batch by batch, and count the totals; the directory goes on answering.

    It finds what nobody told: rows that were changed by hand, or before this room was there.
    """
    people = known_owners("user_id") | set(
        Profile.objects.filter(is_listed=True).values_list("user", flat=True)
    )
    organisations = known_owners("organisation_id") | set(
        Organisation.objects.listed().values_list("pk", flat=True)
    )
    refresh_entries(people)
    refresh_organisations(organisations)
    with transaction.atomic():
        lock_writers()
        recount()
    tidy()
    return Rebuilt(people=len(people), organisations=len(organisations))


@transaction.atomic
def forget_person(*, user: User) -> None:
    """Take somebody out who is about to be erased, with the letters that they got and wrote."""
    lock_writers()
    _tell(PEOPLE, replace_entries("user_id", [user.pk], []))
    Letter.objects.filter(recipient=user).delete()
    Letter.objects.filter(sender=user).update(sender=None, subject="", text="")


@transaction.atomic
def _refresh_people(ids: list[int]) -> None:
    lock_writers()
    _tell(PEOPLE, replace_entries("user_id", ids, records_of_people(ids)))


@transaction.atomic
def _refresh_organisations(ids: list[int]) -> None:
    lock_writers()
    _tell(ORGANISATIONS, replace_entries("organisation_id", ids, records_of_organisations(ids)))


def _tell(source: str, public: Collection[int]) -> None:
    """Let the search and the signed-out pages follow what everybody finds."""
    if public:
        mark(source, *sorted(public))
        bump(SCOPE)


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
