"""What is kept only for a time: certificates as long as evidence is asked for, and lost files."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.members.private_files import private_storage
from events.papers.actions.ending import withdraw
from events.papers.models import Certificate, Standing

AT_ONCE: Final = 500
FOLDER: Final = "certificates"
KEPT: Final = (Standing.VALID, Standing.REPLACED, Standing.REVOKED)  # they know a name


@transaction.atomic
def forget_old() -> int:
    """Take the names out of certificates of events that are long over; return how many."""
    before = timezone.now() - timedelta(days=settings.EVENTS_PAPERS_DAYS)
    rows = Certificate.objects.select_for_update(of=("self",))
    due = rows.filter(event__end__lt=before, standing__in=KEPT).order_by("pk")[:AT_ONCE]
    forgotten = list(due)
    for certificate in forgotten:
        withdraw(certificate, Standing.PAST)
    return len(forgotten)


def delete_lost_files() -> int:
    """Delete documents of which no row knows: what a crash left behind; return how many."""
    storage = private_storage()
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = {f"{uid}.pdf" for uid in Certificate.objects.made().values_list("uid", flat=True)}
    old = timezone.now() - timedelta(days=1)
    paths = [f"{FOLDER}/{name}" for name in names if name not in known]
    lost = [path for path in paths if storage.get_modified_time(path) < old]
    for path in lost:
        storage.delete(path)
    return len(lost)
