"""Gives two sample events a few questions, one of them with a condition, and some answers."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from events.models import EventPage, Registration
from events.questions.actions import Offer, save_question
from events.questions.models import Answer, Choice, Kept, Kind, Question

WORKSHOP: Final = "build-the-toolbox-with-us"
VISIT: Final = "a-morning-in-a-workshop"
# What each event asks, in order; `after` names an earlier question and the answers to it.
ASKED: Final[dict[str, list[dict[str, Any]]]] = {
    WORKSHOP: [
        {
            "kind": Kind.SEVERAL,
            "label": "Which tables would you like to sit at?",
            "help_text": "Two at most make a good day.",
            "offers": [("Finding partners", 12), ("Sharing rights", 12), ("Testing early", None)],
            "kept": Kept.REPORT,
        },
        {
            "kind": Kind.CHOICE,
            "label": "Do you bring a tool of your own?",
            "offers": [("Yes", None), ("Not this time", None)],
        },
        {
            "kind": Kind.LONG,
            "label": "What does it help with?",
            "help_text": "Two sentences are enough for the programme.",
            "is_required": True,
            "after": ("Do you bring a tool of your own?", ("Yes",)),
        },
    ],
    VISIT: [
        {
            "kind": Kind.CHOICE,
            "label": "How do you come to the workshop?",
            "offers": [("By train", None), ("By bicycle", None), ("By car", 4)],
        },
        {
            "kind": Kind.NUMBER,
            "label": "How many free seats are there in your car?",
            "help_text": "We put people together who come the same way.",
            "least": 0,
            "most": 8,
            "after": ("How do you come to the workshop?", ("By car",)),
        },
        {
            "kind": Kind.CONSENT,
            "label": "Photographs that show me may stand on this site.",
        },
    ],
}
# What the sample people answered, by event and name: choices by question.
ANSWERED: Final[dict[str, dict[str, dict[str, tuple[str, ...]]]]] = {
    WORKSHOP: {
        "Ivan Example": {"Which tables would you like to sit at?": ("Finding partners",)},
        "Petra Example": {
            "Which tables would you like to sit at?": ("Finding partners", "Testing early"),
            "Do you bring a tool of your own?": ("Yes",),
        },
        "Nora Example": {"Do you bring a tool of your own?": ("Not this time",)},
    },
    VISIT: {
        "Olga Example": {"How do you come to the workshop?": ("By car",)},
        "Pavel Example": {"How do you come to the workshop?": ("By train",)},
        "Rosa Example": {"How do you come to the workshop?": ("By train",)},
        "Tomas Example": {"How do you come to the workshop?": ("By bicycle",)},
    },
}


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Let the sample events ask, unless somebody has asked something already."""
    if Question.objects.exists():
        return
    for event in EventPage.objects.filter(slug__in=ASKED, alias_of=None).select_related("entry"):
        asked: dict[str, Question] = {}
        for entry in ASKED[event.slug]:
            asked[entry["label"]] = _ask(event, dict(entry), asked)
        _answer(event, asked)


def _ask(event: EventPage, entry: dict[str, Any], asked: Mapping[str, Question]) -> Question:
    offers = [Offer(label=label, places=places) for label, places in entry.pop("offers", ())]
    label, answers = entry.pop("after", ("", ()))
    question = Question(event=event, **entry)
    question.created_at = event.first_published_at or question.created_at
    if label:
        question.depends_on = asked[label]
        named = Choice.objects.filter(question=asked[label], label__in=answers)
        question.depends_values = list(named.values_list("pk", flat=True))
    return save_question(question=question, offers=offers or None)


def _answer(event: EventPage, asked: Mapping[str, Question]) -> None:
    """Keep what the sample people answered; as rows, for nobody has to be asked again."""
    people = {one.name: one for one in Registration.objects.filter(event=event)}
    for name, answers in ANSWERED[event.slug].items():
        for label, labels in answers.items():
            chosen = Choice.objects.filter(question=asked[label], label__in=labels)
            if name in people:
                Answer.objects.create(
                    registration=people[name],
                    question=asked[label],
                    chosen=sorted(chosen.values_list("pk", flat=True)),
                    answered_at=people[name].created_at,
                )
