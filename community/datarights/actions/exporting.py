"""Copies of everything held: asked for, built by a worker, fetched by the owner, deleted.

The row says what is true; a worker takes it under its lock and holds a lease. Before the file
counts, the row is locked again: where the person was erased meanwhile, the file goes as well.
"""

from __future__ import annotations

import logging
import tempfile
import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, cast

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from community.datarights.archive import Written, write_archive
from community.datarights.models import DataExport, State
from community.datarights.signals import export_asked
from community.members.models import User, mail_language
from community.members.private_files import private_storage
from outbox.actions import post
from outbox.rendering import absolute_url

logger = logging.getLogger(__name__)
ATTEMPTS: Final = 3
AT_ONCE: Final = 20  # copies in one round of a worker


class NotThere(Exception):
    """There is no such copy of this person's, or its file is gone."""


def ask_for_export(*, user: User, language: str) -> DataExport:
    """Return the copy that a worker will put together; one that is under way serves as well."""
    try:
        with transaction.atomic():
            export = DataExport.objects.create(user=user, language=language)
            transaction.on_commit(lambda: export_asked.send_robust(sender=DataExport))
    except IntegrityError:
        export = DataExport.objects.of(user).unfinished().first() or DataExport(user=user)
    return export


def build_due() -> int:
    """Build the copies that wait, one after another; return how many were built."""
    built = 0
    for _turn in range(AT_ONCE):
        export = claim()
        if export is None:
            break
        built += build(export=export)
    return built


@transaction.atomic
def claim() -> DataExport | None:
    """Return the next copy to build, taken under its lock; None when there is none."""
    now = timezone.now()
    waiting = DataExport.objects.to_build(now).select_for_update(skip_locked=True, of=("self",))
    export = waiting.first()
    if export is None:
        return None
    if export.attempts >= ATTEMPTS:
        export.state, export.finished_at = State.FAILED, now
        logger.error("A copy of data failed %s times", ATTEMPTS, extra={"export": export.uuid})
    else:
        export.state, export.claimed_by = State.BUILDING, uuid.uuid4()
        export.claimed_until = now + timedelta(seconds=settings.DATA_EXPORT_LEASE_SECONDS)
        export.attempts += 1
    export.save()
    return export


def build(*, export: DataExport) -> bool:
    """Write the file of a claimed copy; return whether it counts.

    It does not when the person was erased meanwhile, or another worker has taken over.
    """
    user = User.objects.with_profile().filter(pk=export.user_id).first()
    if export.state != State.BUILDING or user is None:
        return False
    try:
        with tempfile.TemporaryFile() as target:
            written = write_archive(
                cast("Any", target), email=user.email, user=user, language=export.language
            )
            target.seek(0)
            return _settle(export, File(target), written)
    except Exception:
        logger.exception("A copy of data could not be built", extra={"export": export.uuid})
        DataExport.objects.filter(pk=export.pk, claimed_by=export.claimed_by).update(
            state=State.WAITING if export.attempts < ATTEMPTS else State.FAILED, claimed_by=None
        )
        return False


@transaction.atomic
def _settle(export: DataExport, content: File[bytes], written: Written) -> bool:
    """Store the file while the row is locked: erasing waits, and then finds the file."""
    row = (
        DataExport.objects.select_for_update(of=("self",))
        .filter(pk=export.pk, claimed_by=export.claimed_by)
        .first()
    )
    if row is None:
        return False
    storage = private_storage()
    storage.delete(row.file_name)  # of a worker that was lost at this very place
    storage.save(row.file_name, content)
    row.state, row.finished_at = State.READY, timezone.now()
    row.expires_at = row.finished_at + timedelta(days=settings.DATA_EXPORT_DAYS)
    row.claimed_by = row.claimed_until = None
    row.rows, row.size = written.rows, storage.size(row.file_name)
    row.save()
    _tell_that_it_is_ready(row)
    return True


def _tell_that_it_is_ready(export: DataExport) -> None:
    user = export.user
    post(
        to=user.email,
        recipient=user,
        template="datarights/email/export_ready",
        language=mail_language(user, otherwise=export.language),
        context={
            "days": settings.DATA_EXPORT_DAYS,
            "page_url": absolute_url(reverse("datarights:home")),
        },
    )


def open_export(*, user: User, export_uuid: uuid.UUID) -> tuple[DataExport, File[bytes]]:
    """Return a person's own copy with its open file, and count that it was fetched.

    Raises:
        NotThere: it is somebody else's, its time is over, or there is none.
    """
    now = timezone.now()
    mine = DataExport.objects.of(user).to_fetch(now).filter(uuid=export_uuid)
    export = mine.first()
    if export is None:
        raise NotThere
    try:
        content = private_storage().open(export.file_name)
    except FileNotFoundError as error:
        raise NotThere from error
    mine.update(downloads=F("downloads") + 1, fetched_at=now)
    logger.info("A copy of data was fetched", extra={"export": str(export.uuid)})
    return export, content


@transaction.atomic
def expire_exports() -> int:
    """Delete the files whose time is over, and files that belong to no copy; return how many."""
    now = timezone.now()
    lost = _delete_orphans(now)
    over = list(DataExport.objects.overdue(now).select_for_update(of=("self",)))
    for export in over:
        delete_file_later(export)
    DataExport.objects.filter(pk__in=[one.pk for one in over]).update(state=State.EXPIRED)
    return len(over) + lost


def delete_file_later(export: DataExport) -> None:
    """Delete the file of a copy, if there is one, once the transaction is committed."""
    transaction.on_commit(partial(private_storage().delete, export.file_name), robust=True)


def _delete_orphans(now: datetime) -> int:
    """Delete files without a row that knows of them: what a crash left behind; return how many."""
    storage = private_storage()
    try:
        _folders, names = storage.listdir("exports")
    except FileNotFoundError:
        return 0
    ready = DataExport.objects.filter(state=State.READY).values_list("uuid", flat=True)
    known = {f"{one}.zip" for one in ready}
    old = now - timedelta(days=1)
    lost = [
        f"exports/{name}"
        for name in names
        if name not in known and storage.get_modified_time(f"exports/{name}") < old
    ]
    for name in lost:
        storage.delete(name)
    return len(lost)
