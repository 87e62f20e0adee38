"""The six questions of the guided path, in a firm's own words, and which tools fit each answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toolbox.traits import DAY, EVERYBODY, HOUR, Traits

Fit = Callable[[Traits], bool]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer: what it says, and which tools fit it."""

    value: str
    label: Any
    fits: Fit
    hint: Any = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; `weight` is what a tool gains by fitting the answer.

    `because` and `although` tell why a tool fits, or what does not, in half a sentence.
    """

    name: str
    title: Any
    text: Any
    short: Any
    weight: int
    answers: tuple[Answer, ...]
    because: Any
    although: Any

    def answer(self, value: str | None) -> Answer | None:
        """Return the answer of this value, or None."""
        return next((answer for answer in self.answers if answer.value == value), None)


def _stage(number: int) -> Fit:
    return lambda tool: number in tool.stages


def _mode(code: str) -> Fit:
    return lambda tool: not tool.modes or code in tool.modes


def _minutes(most: int) -> Fit:
    return lambda tool: tool.minutes <= most


def _people(low: int, high: int) -> Fit:
    return lambda tool: tool.group[0] <= high and tool.group[1] >= low


def _held(where: str) -> Fit:
    return lambda tool: tool.setting in {where, "either"}


def _for_beginners(tool: Traits) -> bool:
    return tool.difficulty in {"", "starter"} and tool.facilitation in {"", "self"}


def _for_practised(tool: Traits) -> bool:
    return tool.difficulty != "advanced" and tool.facilitation != "specialist"


def _anything(_tool: Traits) -> bool:
    return True


QUESTIONS: Final = (
    Question(
        name="situation",
        title=_("What brings you here?"),
        text=_("Choose the sentence that you would say yourself."),
        short=_("Situation"),
        weight=8,
        because=_("It is made for where you stand."),
        although=_("It belongs to another stage."),
        answers=(
            Answer(
                value="1",
                label=_("“Something has to change, and we cannot do it alone.”"),
                hint=_("A customer asks for what you cannot make; a rule or a rival moves."),
                fits=_stage(1),
            ),
            Answer(
                value="2",
                label=_("“We know the problem. Who could solve it with us?”"),
                hint=_("You look for knowledge, a technology or a partner."),
                fits=_stage(2),
            ),
            Answer(
                value="3",
                label=_("“We have an idea and want to shape it with others.”"),
                hint=_("Users, partners or a prototype come into it."),
                fits=_stage(3),
            ),
            Answer(
                value="4",
                label=_("“Is it good enough, and are we free to do it?”"),
                hint=_("Rivals, patents, prices, and what else would have to move."),
                fits=_stage(4),
            ),
            Answer(
                value="5",
                label=_("“It works. Now it has to earn its money.”"),
                hint=_("Contracts, pilots, licences, the first market."),
                fits=_stage(5),
            ),
            Answer(
                value="6",
                label=_("“It is done. What did we learn, and do we go on?”"),
                hint=_("After a project, at the end of a contract, once a year."),
                fits=_stage(6),
            ),
        ),
    ),
    Question(
        name="flow",
        title=_("Which way does the knowledge flow?"),
        text=_("Into your firm, out of it, or both."),
        short=_("Flow"),
        weight=4,
        because=_("It works for knowledge that flows this way."),
        although=_("It is meant for knowledge that flows another way."),
        answers=(
            Answer(
                value="inbound",
                label=_("In: we need what others know"),
                hint=_("A technology, a supplier’s skill, what users have found out."),
                fits=_mode("inbound"),
            ),
            Answer(
                value="outbound",
                label=_("Out: others could use what we know"),
                hint=_("A licence, a sale, a spin-off, a free release."),
                fits=_mode("outbound"),
            ),
            Answer(
                value="coupled",
                label=_("Both ways: we build it together"),
                hint=_("A partner, a consortium, a larger firm that invites you."),
                fits=_mode("coupled"),
            ),
        ),
    ),
    Question(
        name="time",
        title=_("How much time is there?"),
        text=_("Work of your own people, all meetings together."),
        short=_("Time"),
        weight=4,
        because=_("It can be done in the time that you have."),
        although=_("It takes more time than you have."),
        answers=(
            Answer(value="hours", label=_("An hour or two"), fits=_minutes(2 * HOUR)),
            Answer(value="half-day", label=_("Half a day"), fits=_minutes(DAY // 2)),
            Answer(value="days", label=_("A day or two"), fits=_minutes(2 * DAY)),
            Answer(value="weeks", label=_("Some weeks, beside other work"), fits=_anything),
        ),
    ),
    Question(
        name="people",
        title=_("Who will be in the room?"),
        text=_("Your own people and guests together."),
        short=_("People"),
        weight=3,
        because=_("It suits so many people."),
        although=_("It is made for another number of people."),
        answers=(
            Answer(value="one", label=_("I alone"), fits=_people(1, 1)),
            Answer(value="few", label=_("Two or three of us"), fits=_people(2, 3)),
            Answer(value="team", label=_("Four to eight"), fits=_people(4, 8)),
            Answer(value="many", label=_("More than eight"), fits=_people(9, EVERYBODY)),
        ),
    ),
    Question(
        name="lead",
        title=_("Who leads it?"),
        text=_("Somebody has to keep the time and ask the next question."),
        short=pgettext_lazy("who leads a meeting", "Lead"),
        weight=3,
        because=_("You can lead it."),
        although=_("It wants more experience, or an adviser."),
        answers=(
            Answer(
                value="first-time",
                label=_("One of us, for the first time"),
                hint=_("Only tools that can be done from the page."),
                fits=_for_beginners,
            ),
            Answer(
                value="practised",
                label=_("One of us who has led workshops"),
                fits=_for_practised,
            ),
            Answer(
                value="adviser",
                label=_("An adviser, or I am one"),
                hint=_("From a chamber, a cluster, an agency or a university."),
                fits=_anything,
            ),
        ),
    ),
    Question(
        name="setting",
        title=_("Where do you meet?"),
        text=_("Some tools need a wall, some only a call."),
        short=_("Place"),
        weight=2,
        because=_("It works in that place."),
        although=_("It is held in another way."),
        answers=(
            Answer(value="onsite", label=_("In one room"), fits=_held("onsite")),
            Answer(value="online", label=_("Online"), fits=_held("online")),
        ),
    ),
)
NAMES: Final = tuple(question.name for question in QUESTIONS)
