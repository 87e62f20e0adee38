"""What the certificates of an event say."""

from functools import partial
from typing import Any

from django.db import transaction

from community.members.private_files import private_storage
from events.models import EventPage
from events.papers.models import Certificate, CertificateWording


def wording_of(event: EventPage) -> CertificateWording:
    """Return the wording of an event, a new one where none was written."""
    found = CertificateWording.objects.filter(event_id=event.pk).first()
    return found or CertificateWording(event_id=event.pk)


@transaction.atomic
def save_wording(*, wording: CertificateWording, signature: str | None = None) -> None:
    """Save a wording; `signature` is the name of a new file, or empty to take the old one away.

    Certificates that were issued keep what they say; a file that one of them shows stays.
    """
    before = wording.signature
    if signature is not None:
        wording.signature = signature
    wording.save()
    if before and before != wording.signature and not _is_shown(wording.event_id, before):
        transaction.on_commit(partial(private_storage().delete, before), robust=True)


def _is_shown(event_id: Any, signature: str) -> bool:
    shown = Certificate.objects.filter(event_id=event_id, facts__signature=signature)
    return bool(shown.exists())
