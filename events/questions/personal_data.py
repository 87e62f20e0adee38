"""What this room holds about a person, how it is handed out, erased, and when it is forgotten."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from community.members.consents import register_withdrawal
from community.members.models import ConsentRecord
from community.members.private_files import private_storage
from community.members.retention import register_retention
from community.members.rights import Basis, PersonalData, register_personal_data
from events.models import Registration
from events.questions import forgetting
from events.questions.keeping import take_back
from events.questions.models import Answer
from events.questions.reading import text_of

if TYPE_CHECKING:
    from django.core.files import File
    from django.db.models import QuerySet

    from community.members.models import User


@register_personal_data("questions.Answer")
class Answers(PersonalData):
    """What a person answered to the questions of events."""

    section = "answers to questions of events"
    title = _("Answers to questions of events")
    purpose = _("To prepare the event for you, and to report on it without your name.")
    basis = Basis.CONSENT
    kept = _("what each question says: some days after the event, or until you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: "User | None") -> Iterator[dict[str, Any]]:
        """Yield every answer, with the question as it was asked."""
        for answer in _answers(email, user).iterator(chunk_size=200):
            question = answer.question
            yield {
                "event": answer.registration.event.title,
                "question": question.label,
                "answer": text_of(question, answer),
                "answered": answer.answered_at.isoformat(),
            }

    def files(self, *, email: str, user: "User | None") -> Iterator[tuple[str, "File[bytes]"]]:
        """Yield the files that were handed in."""
        for answer in _answers(email, user).exclude(file_name=""):
            if private_storage().exists(answer.file_name):
                yield f"{answer.pk}-{answer.file_title}", private_storage().open(answer.file_name)

    def erase(self, *, email: str, user: "User | None") -> None:
        """Delete the answers; choices and numbers for the report stay, and tell of nobody."""
        rows = Registration.objects.of_person(email=email, user=user)
        forgetting.forget_person(list(rows.values_list("pk", flat=True)))


def _answers(email: str, user: "User | None") -> "QuerySet[Answer]":
    mine = Registration.objects.of_person(email=email, user=user)
    together = Answer.objects.filter(registration__in=mine).select_related(
        "question", "registration__event"
    )
    return together.prefetch_related("question__choices").order_by("pk")


@register_withdrawal(ConsentRecord.Purpose.EVENT)
def take_consent_back(user: "User", subject: str) -> bool:
    """Take back what a member agreed to at an event, without giving back the seat."""
    mine = Registration.objects.of_person(email=user.email, user=user)
    return take_back(mine, subject=subject)


register_retention(
    "events.answers",
    title=_("Answers to questions of events"),
    reason=_("Each question says whether its answers are needed after the event."),
    period=_("as each question says; 30 days where nothing is said"),
)(forgetting.forget)
