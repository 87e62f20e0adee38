"""What this room holds about a person, and the rules by which it forgets."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.datarights.actions import exporting, inactivity
from community.datarights.models import Closure, CorrectionRequest, DataExport, InactivityNotice
from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data


@register_personal_data("datarights.DataExport")
class Copies(PersonalData):
    """The copies that a person asked for."""

    section = "copies"
    title = _("Copies of your data")
    purpose = _("To hand out to you what is held about you.")
    basis = Basis.OBLIGATION
    kept = _("the file 7 days; that you asked for it, until you leave")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return every copy, the newest first."""
        if user is None:
            return []
        return [
            {
                "asked": one.asked_at.isoformat(),
                "state": one.state,
                "fetched": one.downloads,
                "last_fetched": one.fetched_at.isoformat() if one.fetched_at else None,
            }
            for one in DataExport.objects.of(user)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete them with their files; a worker that builds one finds no row and drops it."""
        if user is None:
            return
        mine = list(DataExport.objects.of(user).select_for_update(of=("self",)))
        for export in mine:
            exporting.delete_file_later(export)
        DataExport.objects.filter(pk__in=[one.pk for one in mine]).delete()


@register_personal_data("datarights.CorrectionRequest")
class Corrections(PersonalData):
    """What a person asked the stewards to correct."""

    section = "corrections"
    title = _("Requests for correction")
    purpose = _("To correct what is wrong about you, and to be able to show that we did.")
    basis = Basis.OBLIGATION
    kept = _("until you leave")
    recipients = _("the stewards, who answer")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return every request with its answer."""
        if user is None:
            return []
        return [
            {
                "asked": one.asked_at.isoformat(),
                "text": one.text,
                "answer": one.answer,
                "answered": one.answered_at.isoformat() if one.answered_at else None,
            }
            for one in CorrectionRequest.objects.filter(user=user)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete them; where the person answered others, forget who it was."""
        if user is not None:
            CorrectionRequest.objects.filter(user=user).delete()
            CorrectionRequest.objects.filter(answered_by=user).update(answered_by=None)


@register_personal_data("datarights.Closure", "datarights.InactivityNotice")
class Departures(PersonalData):
    """That a person closed the account, or was told that it will be erased."""

    section = "leaving"
    title = _("Leaving")
    purpose = _("To let you come back for two weeks, and to warn you before an account is erased.")
    basis = Basis.CONTRACT
    kept = _("until the account is opened again or erased")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return what is under way."""
        if user is None:
            return []
        closures = Closure.objects.filter(user=user)
        notices = InactivityNotice.objects.filter(user=user)
        return [
            *({"closed": row.closed_at.isoformat()} for row in closures),
            *({"warned": row.first_at.isoformat()} for row in notices),
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete both."""
        if user is not None:
            Closure.objects.filter(user=user).delete()
            InactivityNotice.objects.filter(user=user).delete()


register_retention(
    "datarights.exports",
    title=_("Files with copies of people's data"),
    reason=_("The person has fetched it by then; a file that lies about can be lost."),
    period=in_days(settings.DATA_EXPORT_DAYS),
)(exporting.expire_exports)

register_retention(
    "datarights.inactive",
    title=_("Accounts that nobody uses"),
    reason=_("What is not used is not needed; notices go out 30 and 7 days before."),
    period=_("24 months after the last sign-in"),
)(inactivity.forget_the_inactive)
