"""Forgets what the door does not need any more; the proof that somebody came stays."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.door.models import AttendanceReport, Scan, Ticket


@transaction.atomic
def forget(*, days: int) -> int:
    """Erase tickets, unknown codes, names of devices and files, `days` after the event.

    Return how many rows were touched; run twice, it finds nothing more.
    """
    before = timezone.now() - timedelta(days=days)
    over = {"event__end__lt": before}
    tickets, _ = Ticket.objects.filter(registration__event__end__lt=before).delete()
    unknown, _ = Scan.objects.filter(registration=None, **over).delete()
    devices = Scan.objects.filter(**over).exclude(device="").update(device="")
    files = AttendanceReport.objects.filter(**over).exclude(people=[], bad_rows=[])
    return tickets + unknown + devices + files.update(people=[], bad_rows=[])
