"""Certificates for everybody who was there: asked for once, made by a worker in steps.

Each step is one transaction under the lock of its round: what it wrote counts together with how
far it came. A worker that is lost takes nothing with it, and one that comes twice finds no more.
"""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.members.private_files import private_storage
from events.door.attendance import Attendance, attendances_of
from events.models import EventPage, Registration, State
from events.papers import mails
from events.papers.actions.wording import wording_of
from events.papers.facts import common_facts, own_facts
from events.papers.lettering import drawable, drawable_throughout, note_on, texts_in, undrawn
from events.papers.models import Certificate, CertificateWording, Issuing
from events.papers.press import begin_pdfs, certificate_pdf
from events.papers.refusals import NobodyCame, NotOver, NotSettable, NotStanding, UnderWay
from events.papers.signals import certificates_asked
from typeset.engine import NotSet

if TYPE_CHECKING:
    from community.members.models import User

logger = logging.getLogger(__name__)
STEP: Final = 25  # people in one transaction


def ask_for_certificates(*, event: EventPage, by: "User", sends_mail: bool = True) -> Issuing:
    """Return a new round for everybody who came and has no certificate yet; workers do it.

    Raises:
        NotOver: the event has not ended.
        NobodyCame: nobody is marked as attended.
        UnderWay: a round is under way.
    """
    if not event.is_over:
        raise NotOver
    total = came_to(event).count()
    if not total:
        raise NobodyCame
    try:
        with transaction.atomic():
            asked = Issuing.objects.create(event=event, by=by, total=total, sends_mail=sends_mail)
            transaction.on_commit(lambda: certificates_asked.send_robust(sender=Issuing))
    except IntegrityError as error:
        raise UnderWay from error
    return asked


def came_to(event: EventPage) -> Any:
    """Return the registrations of those who came."""
    came = Registration.objects.filter(event_id=event.pk, state=State.ATTENDED)
    return came.exclude(name="")  # of those who were erased only the count is left


def issue_some() -> int:
    """Look at the next people of the oldest round; return how many there were, 0 at the end."""
    with transaction.atomic():
        rounds = Issuing.objects.select_for_update(skip_locked=True, of=("self",))
        unfinished = rounds.filter(finished_at__isnull=True).order_by("pk")
        round_ = unfinished.select_related("event", "by").first()
        return _step(round_) if round_ else 0


def _step(round_: Issuing) -> int:
    event: Any = round_.event
    people = came_to(event).filter(pk__gt=round_.cursor).order_by("pk")[:STEP]
    registrations = list(people.select_related("user"))
    for registration in registrations:
        registration.event = event
    if registrations:
        _issue_to(registrations, round_)
        round_.cursor = registrations[-1].pk
    if len(registrations) < STEP:
        round_.finished_at = timezone.now()
    round_.save()
    return len(registrations)


def _issue_to(registrations: list[Registration], round_: Issuing) -> None:
    """Issue certificates to those who have none and were there long enough; count the rest."""
    event: Any = round_.event
    wording = wording_of(event)
    keys = [one.pk for one in registrations]
    mine = Certificate.objects.valid().filter(registration__in=keys)
    have = set(mine.values_list("registration_id", flat=True))
    seen = attendances_of(registrations)
    shared = common_facts(event, wording)
    missing = _missing(registrations, shared)
    written = []
    for registration in registrations:
        attendance = seen[registration.pk]
        if registration.pk in have:
            round_.had_one += 1
        elif not is_enough(attendance, wording):
            round_.too_short += 1
        else:
            written.append(write(registration, attendance, shared, missing, by=round_.by))
    for certificate, document in begin_pdfs(written):
        is_made = hand_out(certificate, is_mailed=round_.sends_mail, document=document.result)
        _count(round_, is_made)


def is_enough(attendance: Attendance, wording: CertificateWording) -> bool:
    """Return whether somebody was there, and for as long as the organisers ask."""
    return attendance.is_verified and attendance.minutes >= (wording.least_minutes or 0)


def write(
    registration: Registration,
    attendance: Attendance,
    shared: Mapping[str, Any],
    missing: frozenset[str],
    *,
    by: "User | None",
) -> Certificate:
    """Return a certificate, stored, with all that stands on it; its document is not made yet."""
    now = timezone.now()
    event = registration.event
    facts = {**shared, **own_facts(registration, attendance, event, now)}
    facts = drawable_throughout(facts, missing)
    return Certificate.objects.create(
        event=event,
        registration=registration,
        name=facts["name"][:150],
        facts=facts,
        language=event.language,
        minutes=attendance.minutes,
        lettering_note=note_on(registration.name, missing),
        issued_at=now,
        issued_by=by,
    )


def hand_out(
    certificate: Certificate, *, is_mailed: bool, document: Callable[[], bytes] | None = None
) -> bool:
    """Make the document and write the mail with its link; return whether it could be made.

    `document` waits for one that is being set already.
    """
    try:
        content = document() if document else certificate_pdf(certificate)
    except NotSet:
        logger.exception("The certificate %s was not set", certificate.serial)
        return False
    storage = private_storage()
    storage.delete(certificate.file_name)  # of a step that was lost at this very place
    storage.save(certificate.file_name, ContentFile(content))
    certificate.made_at = timezone.now()
    registration = certificate.registration
    if is_mailed and certificate.mailed_at is None and registration and registration.name:
        mails.tell_certificate(certificate)
        certificate.mailed_at = certificate.made_at
    certificate.save(update_fields=["made_at", "mailed_at"])
    return True


@transaction.atomic
def make_again(*, certificate_id: int) -> Certificate:
    """Make the document of a certificate that has none, or whose file is lost; return it.

    Raises:
        NotStanding: it was revoked, replaced or withdrawn.
        NotSettable: it cannot be made this time either.
    """
    certificate = locked(certificate_id)
    if not certificate.is_valid:
        raise NotStanding(certificate.get_standing_display())
    if not hand_out(certificate, is_mailed=False):
        raise NotSettable
    return certificate


@transaction.atomic
def send_again(*, certificate_id: int) -> Certificate:
    """Write the mail with the link once more, because the person asked for it; return it.

    Raises:
        NotStanding: it does not stand, it has no document, or nobody is left to write to.
    """
    certificate = locked(certificate_id)
    if not certificate.can_be_fetched or certificate.registration is None:
        raise NotStanding(certificate.get_standing_display())
    mails.tell_certificate(certificate)
    certificate.mailed_at = timezone.now()
    certificate.save(update_fields=["mailed_at"])
    return certificate


def locked(certificate_id: int) -> Certificate:
    """Return a certificate under its lock.

    Raises:
        Certificate.DoesNotExist: there is none.
    """
    rows = Certificate.objects.select_for_update(of=("self",))
    found: Certificate = rows.select_related("event", "registration__user").get(pk=certificate_id)
    return found


def lettered(name: str) -> tuple[str, str]:
    """Return a name as it is printed, and the signs for which it needed Latin letters."""
    missing = undrawn([name])
    return drawable(name, missing), note_on(name, missing)


def _missing(registrations: list[Registration], shared: Mapping[str, Any]) -> frozenset[str]:
    texts = [*texts_in(shared)]
    for one in registrations:
        texts += (one.name, one.organisation)
        texts += [session.title for session in one.event.sessions.all()]
    return undrawn(texts)


def _count(round_: Issuing, is_made: bool) -> None:
    if is_made:
        round_.issued += 1
    else:
        round_.failed += 1


def counts(event: EventPage) -> dict[str, int]:
    """Return how many certificates of an event stand, were made, ended; for the desk."""
    rows = Certificate.objects.filter(event_id=event.pk)
    valid = rows.valid()
    return {
        "valid": valid.count(),
        "unmade": valid.filter(made_at__isnull=True).count(),
        "lettered": valid.exclude(lettering_note="").count(),
        "ended": rows.exclude(pk__in=valid).count(),
        "came": came_to(event).count(),
    }
