"""Keeps the records for harvesters in step with the publications that everyone may see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from discovery.citations.batch import catalogued
from discovery.models import HarvestRecord
from pages.models.terms import load_related, terms_of


@transaction.atomic
def keep_records(*, page_id: int | None = None) -> int:
    """Note what has come, changed or gone, of one publication or of all; return how much.

    A change is dated when it is noted, never when it was made: a harvester that asks for what is
    new since its last visit misses nothing. A second call changes nothing.
    """
    now = timezone.now()
    wanted = {} if page_id is None else {"page_id": page_id}
    known = {
        record.page_id: record
        for record in HarvestRecord.objects.select_for_update().filter(**wanted)
    }
    pages = catalogued() if page_id is None else catalogued().filter(pk=page_id)
    seen = list(pages.only("pk", "last_published_at", "publication_type", "grant_number"))
    load_related(seen)
    return (
        _write_new([page for page in seen if page.pk not in known], now)
        + _write_changed([(page, known[page.pk]) for page in seen if page.pk in known], now)
        + _bury([record for key, record in known.items() if key not in {p.pk for p in seen}], now)
    )


def sets_of(page: Any) -> list[str]:
    """Return the sets of a publication: its type, its themes, the branches above them, OpenAIRE."""
    found = {"openaire"} if page.grant_number else set()
    if page.publication_type:
        found |= {"type", f"type:{page.publication_type.code}"}
    for theme in terms_of(page, "themes"):
        found |= {"theme", f"theme:{theme.code}"}
    return sorted(found)


def _write_new(pages: Iterable[Any], now: datetime) -> int:
    rows = [HarvestRecord(page_id=page.pk, datestamp=now, sets=sets_of(page)) for page in pages]
    HarvestRecord.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _write_changed(pairs: Iterable[tuple[Any, HarvestRecord]], now: datetime) -> int:
    changed = []
    for page, record in pairs:
        sets = sets_of(page)
        is_newer = page.last_published_at and page.last_published_at > record.datestamp
        if is_newer or record.is_deleted or record.sets != sets:
            record.datestamp, record.is_deleted, record.sets = now, False, sets
            changed.append(record)
    HarvestRecord.objects.bulk_update(changed, ["datestamp", "is_deleted", "sets"])
    return len(changed)


def _bury(records: Iterable[HarvestRecord], now: datetime) -> int:
    gone = [record for record in records if not record.is_deleted]
    for record in gone:
        record.datestamp, record.is_deleted = now, True
    HarvestRecord.objects.bulk_update(gone, ["datestamp", "is_deleted"])
    return len(gone)
