"""For any answers to any questions: nothing hidden is kept, nothing shown and needed missing."""

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events import actions
from events.forms import PartsForm
from events.models import Registration, Session
from events.questions.conditions import Person, asked_of, chosen_in, is_missing
from events.questions.models import Answer, Kind, Question
from tests.events.questions.conftest import ask, key
from tests.factories.events import EventFactory
from tests.factories.members import UserFactory

GROUPS = ("industry", "policy", "academia")
KEYS = range(1, 4)
KINDS = (Kind.CHOICE, Kind.SEVERAL, Kind.CONSENT, Kind.SHORT)


@st.composite
def questionnaires(draw):
    """Return questions of which some depend on earlier ones, on groups and on sessions."""
    questions = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        kind = draw(st.sampled_from(KINDS))
        sources = [one for one in questions if one.kind != Kind.SHORT]
        depends_on = draw(st.sampled_from([None, *sources])) if sources else None
        session = draw(st.sampled_from([None, None, 1, 2]))
        question = Question(
            pk=number,
            kind=kind,
            label=f"Question {number}",
            groups=draw(st.lists(st.sampled_from(GROUPS), max_size=2)),
            for_session=session is not None,
            depends_values=draw(st.lists(st.sampled_from([*KEYS, 0]), max_size=2)),
        )
        question.session = Session(pk=session, needs_sign_up=True) if session else None
        question.depends_on_id = depends_on.pk if depends_on else None
        questions.append(question)
    return questions


def value(kind):
    """Return a strategy for the cleaned answer to a question of a kind."""
    return {
        Kind.CHOICE: st.sampled_from([None, *KEYS]),
        Kind.SEVERAL: st.lists(st.sampled_from(KEYS), unique=True),
        Kind.CONSENT: st.booleans(),
        Kind.SHORT: st.sampled_from(["", "text"]),
    }[kind]


people = st.builds(
    Person,
    group=st.sampled_from(["", *GROUPS]),
    sessions=st.sampled_from([None, frozenset(), frozenset({1}), frozenset({1, 2})]),
)


@for_all(st.data(), questionnaires(), people)
def test_a_question_is_asked_just_when_its_conditions_hold(data, questions, person):
    values = {one.field_name: data.draw(value(one.kind)) for one in questions}
    asked = asked_of(person, questions, values)
    keys = {one.pk for one in asked}
    for one in questions:
        follows = True
        if one.depends_on_id:
            source = questions[one.depends_on_id - 1]
            chosen = chosen_in(source, values[source.field_name])
            wanted = set(one.depends_values)
            follows = source.pk in keys and bool(chosen & wanted if wanted else chosen)
        in_group = not one.groups or person.group in one.groups
        comes = one.session is None or person.sessions is None or one.session_id in person.sessions
        assert (one.pk in keys) == (follows and in_group and comes)
    assert [one.pk for one in asked] == sorted(keys)


@for_all(st.data(), questionnaires(), people)
def test_what_is_hidden_changes_nothing(data, questions, person):
    values = {one.field_name: data.draw(value(one.kind)) for one in questions}
    asked = asked_of(person, questions, values)
    shown = {one.field_name for one in asked}
    without = {name: given for name, given in values.items() if name in shown}
    assert asked_of(person, questions, without) == asked


@pytest.mark.parametrize("nothing", [None, False, "", []])
def test_nothing_is_missing(nothing):
    assert is_missing(nothing)


def test_zero_is_an_answer():
    assert not is_missing(0)


class TestThroughTheForm(TestCase):
    """The same with the real form and the real tables."""

    def setUp(self):
        self.event = EventFactory(capacity=None)
        self.first = ask(self.event, Kind.CHOICE, label="First", is_required=True)
        yes = [key(self.first, "Yes")]
        self.second = ask(
            self.event,
            Kind.SEVERAL,
            label="Second",
            is_required=True,
            depends_on=self.first,
            depends_values=yes,
        )
        self.third = ask(
            self.event,
            label="Third",
            is_required=True,
            depends_on=self.second,
            depends_values=[key(self.second, "No")],
        )
        self.trade = ask(self.event, label="Trade", is_required=True, groups=["industry"])
        self.questions = [self.first, self.second, self.third, self.trade]

    @settings(max_examples=40, deadline=None)
    @for_all(
        st.sampled_from(["", "Yes", "No"]),
        st.lists(st.sampled_from(["Yes", "No"]), unique=True),
        st.sampled_from(["", "text"]),
        st.sampled_from(["", "text"]),
    )
    def test_what_is_stored_is_what_was_asked(self, first, second, third, trade):
        sent = {
            f"questions-{self.first.field_name}": key(self.first, first) if first else "",
            f"questions-{self.second.field_name}": [key(self.second, one) for one in second],
            f"questions-{self.third.field_name}": third,
            f"questions-{self.trade.field_name}": trade,
        }
        shown = {"First"}
        shown |= {"Second"} if first == "Yes" else set()
        shown |= {"Third"} if first == "Yes" and "No" in second else set()
        told = {"First": first, "Second": second, "Third": third}
        form = PartsForm(sent, event=self.event)
        assert form.is_valid() == all(told[label] for label in shown)
        if not form.is_valid():
            return
        user = UserFactory()
        mine = actions.register_member(
            event_id=self.event.pk, user=user, language="en", given=form.given()
        )
        kept = Answer.objects.filter(registration=mine).values_list("question__label", flat=True)
        assert set(kept) == shown
        Registration.objects.filter(pk=mine.pk).update(state="cancelled")
