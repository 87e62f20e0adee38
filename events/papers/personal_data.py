"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.private_files import private_storage
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.papers import actions, tasks
from events.papers.models import Certificate, Issuing


@register_personal_data("papers.Certificate")
class Certificates(PersonalData):
    """A person's certificates of attendance.

    That there was one stays counted; its number then says that it was withdrawn.
    """

    section = "certificates"
    title = _("Certificates of attendance")
    purpose = _("To show to whom you choose that you took part in an event, and to prove it.")
    basis = Basis.INTEREST
    kept = _("until you leave, at most as long as evidence is kept; then without your name")
    recipients = _("whoever you show the link or the number to; by the number only initials")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every certificate with all that it says."""
        rows = Certificate.objects.of_person(email=email, user=user)
        for row in rows.order_by("pk").iterator(chunk_size=100):
            yield {
                "number": row.serial,
                "version": row.version,
                "standing": row.standing,
                "issued": row.issued_at.isoformat(),
                "ended": row.ended_at.isoformat() if row.ended_at else None,
                "why_it_ended": row.ended_because,
                "name": row.name,
                "organisation": row.facts.get("organisation", ""),
                "event": row.facts.get("event", ""),
                "attended": row.facts.get("facts", []),
                "minutes": row.minutes,
                "sessions": row.facts.get("sessions", []),
            }

    def files(self, *, email: str, user: User | None) -> Iterator[tuple[str, File[bytes]]]:
        """Yield the documents of those that stand."""
        for row in Certificate.objects.of_person(email=email, user=user).made().order_by("pk"):
            try:
                yield f"certificates/{row.serial}.pdf", private_storage().open(row.file_name)
            except FileNotFoundError:
                continue

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the name out of every certificate and delete its document."""
        mine = Certificate.objects.of_person(email=email, user=user)
        keys = list(mine.values_list("pk", flat=True))
        for row in Certificate.objects.select_for_update(of=("self",)).filter(pk__in=keys):
            actions.withdraw(row)
        if user is not None:
            Certificate.objects.filter(issued_by=user).update(issued_by=None)
            Certificate.objects.filter(ended_by=user).update(ended_by=None)


@register_personal_data("papers.Issuing")
class Rounds(PersonalData):
    """For which events a person of the staff had certificates issued."""

    section = "rounds of certificates"
    title = _("Certificates that you had issued")
    purpose = _("To answer for who got a certificate.")
    basis = Basis.INTEREST
    kept = _("as long as the event; without your name once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each round, without saying for whom."""
        if user is None:
            return
        for row in Issuing.objects.filter(by=user).select_related("event").iterator():
            yield {
                "event": row.event.title,
                "when": row.asked_at.isoformat(),
                "issued": row.issued,
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person's name off the rounds."""
        if user is not None:
            Issuing.objects.filter(by=user).update(by=None)


register_retention(
    "papers.certificates",
    title=_("Certificates of attendance"),
    reason=_("Those who fund a project may ask for evidence for years after its end."),
    period=in_days(settings.EVENTS_PAPERS_DAYS),
)(tasks.forget)
