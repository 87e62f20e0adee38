"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.afterwards import tasks
from events.afterwards.models import Meeting, SurveyTurn
from events.models import Registration


def _mine(email: str, user: User | None) -> Any:
    return Registration.objects.of_person(email=email, user=user).values("pk")


@register_personal_data("afterwards.SurveyTurn")
class SurveyTurns(PersonalData):
    """That a person has answered a survey; what they answered is known to nobody."""

    section = "surveys"
    title = _("Surveys that you have answered")
    purpose = _("So that each person answers once. What you answered is not connected with you.")
    basis = Basis.INTEREST
    kept = _("as long as the registration")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield for which events."""
        turns = SurveyTurn.objects.filter(registration__in=_mine(email, user))
        for turn in turns.select_related("survey__event").iterator():
            yield {"event": turn.survey.event.title, "answered": True}

    def erase(self, *, email: str, user: User | None) -> None:
        """Forget that the person has answered."""
        SurveyTurn.objects.filter(registration__in=_mine(email, user)).delete()


@register_personal_data("afterwards.Meeting")
class Meetings(PersonalData):
    """The meetings that a person recorded; what came of them stays counted."""

    section = "meetings at events"
    title = _("Meetings at brokerage events")
    purpose = _("To learn, and to report, what comes of bringing people together.")
    basis = Basis.INTEREST
    kept = _("as long as the registration; without names once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield what the person told."""
        rows = Meeting.objects.filter(registration__in=_mine(email, user))
        for row in rows.select_related("event").iterator():
            yield {
                "event": row.event.title,
                "with": row.other_side,
                "what_came_of_it": row.outcome,
                "note": row.note,
                "recorded": row.recorded_at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Take names and words out; the person's name off what they recorded for others."""
        rows = Meeting.objects.filter(registration__in=_mine(email, user))
        rows.update(registration=None, one_side="", other_side="", note="")
        if user is not None:
            Meeting.objects.filter(recorded_by=user).update(recorded_by=None)


register_retention(
    "afterwards.texts",
    title=_("What people wrote in their own words to surveys"),
    reason=_("Somebody may have written who they are; the figures are enough."),
    period=in_days(settings.EVENTS_SURVEY_TEXT_DAYS),
)(tasks.forget_texts)
