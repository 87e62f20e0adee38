"""Lets those who came to one sample event say what they thought of it."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from events.afterwards.actions import add_question
from events.afterwards.models import Survey, SurveyAnswer, SurveyQuestion, SurveyTurn
from events.models import EventPage, Registration, State

SLUG: Final = "fair-terms-in-45-minutes"
QUESTION: Final = "Was 45 minutes enough?"
# Overall, content, organisation, relevance, use, what they take with them, own question.
ANSWERS: Final = (
    (
        5,
        5,
        4,
        5,
        "yes",
        "Ask who may use the idea if we part, before we meet again.",
        "yes",
    ),
    (4, 5, 4, 4, "yes", "The four questions; they hang on our wall now.", "yes"),
    (5, 4, 5, 5, "perhaps", "", "no"),
    (3, 4, 3, 4, "perhaps", "More on what to do when the other side is large.", "no"),
    (4, 4, 5, 3, "yes", "That an agreement of one page is better than none.", "yes"),
)


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Store the answers of some who came, unless there is a survey already."""
    event = EventPage.objects.filter(slug=SLUG, alias_of=None).first()
    if event is None or Survey.objects.filter(event=event).exists():
        return
    survey = Survey.objects.create(event=event, is_public=True)
    own = add_question(survey=survey, text=QUESTION, kind=SurveyQuestion.Kind.YES_NO)
    came = Registration.objects.filter(event=event, state__in=(State.ATTENDED, State.CONFIRMED))
    # The member who shows the site has not answered yet: the way to the survey is there to see.
    guests = came.filter(user=None).order_by("pk")
    for person in guests[: len(ANSWERS)]:
        SurveyTurn.objects.create(survey=survey, registration=person)
    for overall, content, organisation, relevance, use, takeaway, enough in ANSWERS:
        SurveyAnswer.objects.create(
            survey=survey,
            overall=overall,
            content=content,
            organisation=organisation,
            relevance=relevance,
            use=use,
            takeaway=takeaway,
            own={own.key: enough},
        )
