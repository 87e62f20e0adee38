"""What the door holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.door import tasks
from events.door.models import Annulment, AttendanceReport, DoorBook, Scan, Stay, Ticket
from events.models import Registration


@register_personal_data("door.Scan", "door.Ticket", "door.Stay")
class Attendances(PersonalData):
    """When a person was seen at an event.

    That somebody was there stays with the registration, which tells no more who it was.
    """

    section = "attendance"
    title = _("When you were at an event")
    purpose = _("To let you in, to prove that you were there, and to write your certificate.")
    basis = Basis.INTEREST
    kept = _("that you came, as long as the registration; codes and devices 30 days")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each time that the person was seen, and each stay in a webinar."""
        mine = Registration.objects.of_person(email=email, user=user)
        scans = Scan.objects.filter(registration__in=mine).select_related("event", "session")
        for scan in scans.iterator():
            yield {
                "event": scan.event.title,
                "session": scan.session.title if scan.session else "",
                "when": scan.at.isoformat(),
                "said": scan.verdict,
                "way": scan.way,
                "reason": scan.reason,
            }
        stays = Stay.objects.filter(registration__in=mine)
        for stay in stays.select_related("registration__event", "session").iterator():
            yield {
                "event": stay.registration.event.title,
                "session": stay.session.title if stay.session else "",
                "minutes": stay.minutes,
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """End the tickets, and delete the words that somebody wrote about the person."""
        mine = Registration.objects.of_person(email=email, user=user)
        Ticket.objects.filter(registration__in=mine).delete()
        Scan.objects.filter(registration__in=mine).update(reason="")


@register_personal_data("door.Annulment", "door.DoorBook")
class Helping(PersonalData):
    """Whom somebody let in or marked, as one of the staff."""

    section = "work at the door"
    title = _("Your work at the door of events")
    purpose = _("To answer for who was let in, and by whom.")
    basis = Basis.INTEREST
    kept = _("as long as the registrations; without your name once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield what the person did, without saying to whom."""
        if user is None:
            return
        for scan in Scan.objects.filter(by=user).select_related("event").iterator():
            yield {"event": scan.event.title, "when": scan.at.isoformat(), "device": scan.device}
        for taken in Annulment.objects.filter(by=user).select_related("event").iterator():
            yield {"event": taken.event.title, "when": taken.at.isoformat(), "taken_back": True}
        for book in DoorBook.objects.filter(closed_by=user).select_related("event"):
            closed = book.closed_at.isoformat() if book.closed_at else None
            yield {"event": book.event.title, "closed": closed}

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person's name off what was done."""
        if user is None:
            return
        Scan.objects.filter(by=user).update(by=None, device="")
        Annulment.objects.filter(by=user).update(by=None)
        DoorBook.objects.filter(closed_by=user).update(closed_by=None)


@register_personal_data("door.AttendanceReport")
class Reports(PersonalData):
    """The lines of a webinar's report: names and addresses of who joined, registered or not."""

    section = "reports of webinars"
    title = _("Reports of who joined a webinar")
    purpose = _("To find out which of those who registered were there, and how long.")
    basis = Basis.INTEREST
    kept = _("30 days after the event")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield the person's lines, and the reports that they brought in."""
        for report in _reports_of(email):
            for line in report.people:
                if line["address"] == email.lower():
                    yield {
                        "event": report.event.title,
                        "name": line["name"],
                        "minutes": line["minutes"],
                    }
        for report in AttendanceReport.objects.filter(made_by=user) if user else ():
            yield {"event": report.event.title, "brought_in": report.made_at.isoformat()}

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person's lines out, and the name off the reports that they brought in."""
        for report in _reports_of(email):
            mine = [line for line in report.people if line["address"] == email.lower()]
            report.people = [line for line in report.people if line not in mine]
            report.save(update_fields=["people"])
        if user is not None:
            AttendanceReport.objects.filter(made_by=user).update(made_by=None)


def _reports_of(email: str) -> list[AttendanceReport]:
    named = Q(people__contains=[{"address": email.lower()}])
    return list(AttendanceReport.objects.filter(named).select_related("event"))


register_retention(
    "door.tickets",
    title=_("Tickets, unknown codes and files of webinars"),
    reason=_("Needed only at the door and to write down who came."),
    period=in_days(settings.EVENTS_FORGET_AFTER_DAYS),
)(tasks.forget)
