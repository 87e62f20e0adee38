"""What ends a certificate: it is revoked, replaced by a corrected one, or withdrawn."""

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community.members.private_files import private_storage
from events.ical import one_line
from events.papers.actions.issuing import hand_out, lettered, locked
from events.papers.facts import issued_text
from events.papers.models import Certificate, Standing
from events.papers.models.certificate import new_serial
from events.papers.refusals import NoName, NotSettable, NotStanding

if TYPE_CHECKING:
    from community.members.models import User

ERASED_FACTS = ("name", "organisation")


@transaction.atomic
def revoke_certificate(*, certificate_id: int, reason: str, by: "User") -> Certificate:
    """Say of a certificate that it does not hold any more; whoever checks it learns that.

    Raises:
        NotStanding: it was revoked, replaced or withdrawn before.
    """
    certificate = locked(certificate_id)
    _require_standing(certificate)
    _end(certificate, Standing.REVOKED, reason=one_line(reason), by=by)
    return certificate


@transaction.atomic
def reissue_certificate(
    *, certificate_id: int, name: str, by: "User", sends_mail: bool = True
) -> Certificate:
    """Return a new version with a corrected name; the old one says that it was replaced.

    Raises:
        NotStanding: the old one was revoked, replaced or withdrawn before.
        NoName: no name is left of what was typed.
        NotSettable: the new document cannot be made; the old one stands.
    """
    old = locked(certificate_id)
    _require_standing(old)
    printed, note = lettered(name)
    if not printed:
        raise NoName
    now = timezone.now()
    _end(old, Standing.REPLACED, reason="", by=by)
    facts = {**old.facts, "name": printed, "issued": issued_text(old.event, now)}
    new = Certificate.objects.create(
        event=old.event,
        registration=old.registration,
        serial=new_serial(),
        name=printed[:150],
        facts=facts,
        language=old.language,
        minutes=old.minutes,
        lettering_note=note,
        version=old.version + 1,
        replaces=old,
        issued_at=now,
        issued_by=by,
    )
    if not hand_out(new, is_mailed=sends_mail):
        raise NotSettable
    return new


def withdraw(certificate: Certificate, standing: Standing = Standing.WITHDRAWN) -> None:
    """Take out of a certificate who it was for, and delete its document; the row stays counted."""
    facts = {**certificate.facts, **dict.fromkeys(ERASED_FACTS, "")}
    certificate.facts, certificate.name, certificate.registration = facts, "", None
    certificate.lettering_note = certificate.ended_because = ""
    certificate.made_at = None
    certificate.standing, certificate.ended_at = standing, timezone.now()
    certificate.save()
    _delete_later(certificate)


def _end(certificate: Certificate, standing: Standing, *, reason: str, by: "User") -> None:
    certificate.standing, certificate.ended_at = standing, timezone.now()
    certificate.ended_because, certificate.ended_by = reason[:300], by
    certificate.save(update_fields=["standing", "ended_at", "ended_because", "ended_by"])
    _delete_later(certificate)


def _require_standing(certificate: Certificate) -> None:
    if not certificate.is_valid:
        raise NotStanding(certificate.get_standing_display())


def _delete_later(certificate: Certificate) -> None:
    """Delete the document once the transaction is committed: nobody shall fetch it any more."""
    delete = partial(private_storage().delete, certificate.file_name)
    transaction.on_commit(delete, robust=True)
