"""Forgets answers: those whose time is over, those of a person who leaves, files without a row."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.utils import timezone

from community.members.models import ConsentRecord
from community.members.private_files import private_storage
from events.models import State
from events.questions.keeping import FOLDER
from events.questions.models import CHOOSING, Answer, Kept, Kind

WITHOUT_SEAT: Final = (State.CANCELLED, State.DECLINED, State.EXPIRED, State.PENDING)
COUNTED: Final = (*CHOOSING, Kind.NUMBER)  # what a report adds up
ORPHAN_AFTER: Final = timedelta(days=1)
AT_ONCE: Final = 5000


@transaction.atomic
def forget() -> int:
    """Delete the answers whose time is over, and the files of no answer; return how many.

    What guests answered who never confirmed goes with them, consents too: nobody has shown that
    it was theirs.
    """
    now = timezone.now()
    forgotten = _forget_unproven(now)
    for due in (_of_the_event_only(now), _of_who_did_not_come(now)):
        forgotten += _delete(due)
    return forgotten + sweep_files(now)


@transaction.atomic
def forget_person(registrations: list[int]) -> None:
    """Delete what a person answered, but for choices and numbers that a report adds up."""
    mine = Answer.objects.filter(registration__in=registrations)
    counted = Q(question__kind__in=COUNTED, question__kept=Kept.REPORT)
    _delete(mine.exclude(counted))


def sweep_files(now: datetime) -> int:
    """Delete the files of which no answer knows; return how many.

    They are left by registrations that were refused at the last moment, or deleted.
    """
    storage = private_storage()
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = set(Answer.objects.exclude(file_name="").values_list("file_name", flat=True))
    lost = [
        name
        for name in (f"{FOLDER}/{one}" for one in names)
        if name not in known and storage.get_modified_time(name) < now - ORPHAN_AFTER
    ]
    for name in lost:
        storage.delete(name)
    return len(lost)


def _of_the_event_only(now: datetime) -> QuerySet[Answer]:
    days = ExpressionWrapper(
        F("question__erase_after_days") * Value(timedelta(days=1)), output_field=DurationField()
    )
    found = Answer.objects.filter(question__kept=Kept.EVENT)
    return found.alias(days=days).filter(registration__event__end__lt=Value(now) - F("days"))


def _of_who_did_not_come(now: datetime) -> QuerySet[Answer]:
    long_ago = now - timedelta(days=settings.EVENTS_FORGET_AFTER_DAYS)
    return Answer.objects.filter(
        registration__state__in=WITHOUT_SEAT, registration__event__end__lt=long_ago
    )


def _forget_unproven(now: datetime) -> int:
    long_ago = now - timedelta(days=settings.EVENTS_FORGET_AFTER_DAYS)
    due = Answer.objects.filter(
        registration__state=State.EXPIRED,
        registration__expires_at__lt=long_ago,
        registration__waiting_since=None,
    )
    consents = list(due.exclude(consent=None).values_list("consent_id", flat=True))
    forgotten = _delete(due)
    ConsentRecord.objects.filter(pk__in=consents).delete()
    return forgotten


def _delete(due: QuerySet[Answer]) -> int:
    """Delete these answers, and their files with the commit; return how many."""
    deleted = 0
    while found := dict(due.values_list("pk", "file_name")[:AT_ONCE]):
        Answer.objects.filter(pk__in=found).delete()
        for name in filter(None, found.values()):
            transaction.on_commit(partial(private_storage().delete, name), robust=True)
        deleted += len(found)
    return deleted
