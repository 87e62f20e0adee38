"""Surveys: set up, answered once by each who came, and what of them is kept only for a time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from events.afterwards.models import Survey, SurveyAnswer, SurveyQuestion, SurveyTurn
from events.afterwards.models.answer import RATED
from events.afterwards.models.survey import MOST_QUESTIONS
from events.afterwards.refusals import AnsweredAlready, NotAsked, TooManyQuestions
from events.ical import one_line, plain
from events.models import EventPage, Registration, State

MAY_ANSWER: Final = (State.ATTENDED, State.CONFIRMED)  # not everybody is checked in


def survey_of(event: EventPage) -> Survey:
    """Return the survey of an event; a new one, not stored, where there is none."""
    found = Survey.objects.filter(event_id=event.pk).first() or Survey(
        event_id=event.pk, is_on=False
    )
    found.event = event
    return found


def require_turn(registration: Registration) -> Survey:
    """Return the survey that a person may answer now.

    Raises:
        NotAsked: there is none, it is not open, or the person was not there.
        AnsweredAlready: they have answered.
    """
    survey = survey_of(registration.event)
    if not survey.is_open or registration.state not in MAY_ANSWER:
        raise NotAsked
    if SurveyTurn.objects.filter(survey=survey, registration=registration).exists():
        raise AnsweredAlready
    return survey


@transaction.atomic
def answer(*, registration: Registration, given: Mapping[str, Any]) -> None:
    """Store what a person answers and, apart from it, that they did.

    Raises:
        NotAsked: see `require_turn`.
        AnsweredAlready: they have answered, perhaps in another tab.
    """
    survey = require_turn(registration)
    try:
        with transaction.atomic():
            SurveyTurn.objects.create(survey=survey, registration=registration)
    except IntegrityError as error:
        raise AnsweredAlready from error
    asked = survey.questions.filter(is_retired=False)
    own = {one.key: _own(one, given.get(one.key)) for one in asked}
    SurveyAnswer.objects.create(
        survey=survey,
        group=registration.group,
        use=given.get("use") or "",
        takeaway=plain(given.get("takeaway") or ""),
        own={key: value for key, value in own.items() if value not in ("", None)},
        **{name: given.get(name) or None for name in RATED},
    )


@transaction.atomic
def add_question(*, survey: Survey, text: str, kind: str) -> SurveyQuestion:
    """Return a new question of an event's own, stored behind the others.

    Raises:
        TooManyQuestions: there are ten.
    """
    survey.save()
    Survey.objects.select_for_update().get(pk=survey.pk)
    asked = survey.questions.filter(is_retired=False)
    if asked.count() >= MOST_QUESTIONS:
        raise TooManyQuestions
    last = survey.questions.aggregate(last=Max("order"))["last"] or 0
    return SurveyQuestion.objects.create(
        survey=survey, text=one_line(text), kind=kind, order=last + 1
    )


def retire_question(*, survey: Survey, question_id: int) -> None:
    """Ask a question no more; what was answered stays. One that is not there is passed over."""
    survey.questions.filter(pk=question_id).update(is_retired=True)


def forget_texts() -> int:
    """Delete what people wrote in their own words to surveys that are old; return how many.

    The figures stay. Somebody may have written who they are.
    """
    before = timezone.now() - timedelta(days=settings.EVENTS_SURVEY_TEXT_DAYS)
    old = SurveyAnswer.objects.filter(survey__event__end__lt=before)
    texts = SurveyQuestion.objects.filter(kind=SurveyQuestion.Kind.TEXT)
    asked = [one.key for one in texts.filter(survey__event__end__lt=before)]
    written = list(old.filter(~Q(takeaway="") | Q(own__has_any_keys=asked)).only("pk", "own"))
    for one in written:
        kept = {key: value for key, value in one.own.items() if key not in asked}
        SurveyAnswer.objects.filter(pk=one.pk).update(takeaway="", own=kept)
    return len(written)


def _own(question: SurveyQuestion, value: Any) -> Any:
    if question.kind == SurveyQuestion.Kind.TEXT:
        return plain(value or "")
    return value
