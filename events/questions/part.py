"""The share of this room in every registration; see `events.parts`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import parts
from events.columns import Reader
from events.models.registration import Registration, State
from events.parts import Filled, Filter, Part, Sheet
from events.questions import reader, reading
from events.questions.conditions import Person, asked_of, chosen_in, is_missing
from events.questions.fields import REQUIRED, field_for, help_for
from events.questions.keeping import keep_answers, require_places
from events.questions.links import own_file_address
from events.questions.models import Answer, Kind, Question

if TYPE_CHECKING:
    from community.members.models import User
    from events.models import EventPage

KEY: Final = reader.KEY
UNPROVEN: Final = (State.PENDING, State.EXPIRED)


class QuestionsPart(Part):
    """Asks, checks, keeps and shows answers."""

    key: ClassVar[str] = KEY
    order: ClassVar[int] = 60  # behind the sessions, on which questions may depend

    def fields(
        self, event: "EventPage", *, mine: "Registration | None" = None, user: "User | None" = None
    ) -> dict[str, forms.Field]:
        """Return a field for each question that may concern the person."""
        questions = reading.questions_of(event)
        if user is not None and mine is None:  # the form will not ask for the group
            questions = _for_group_of(user, questions)
        before = reading.answers_of(mine) if mine else {}
        language = get_language() or event.language
        hints = reading.hints(questions, language)
        full = reading.full_choices(questions, mine)
        found = {}
        for question in questions:
            old = before.get(question.pk)
            choices = [
                (one.pk, _choice_text(one.label_in(language), is_full=one.pk in full))
                for one in reading.offered(question, old)
            ]
            hint = hints.get(question.pk, "")
            field = field_for(question, language=language, hint=hint, choices=choices, full=full)
            _bring_back(field, question, old, mine)
            found[question.field_name] = field
        return found

    def problems_in(self, event: "EventPage", filled: Filled) -> dict[str, str]:
        """Return what is missing of what the person is asked, and what is not to be had."""
        given, mine = filled.given.get(self.key, {}), filled.mine
        questions = reading.questions_of(event)
        person = Person(group=filled.group, sessions=parts.chosen_sessions(event, filled.given))
        asked = asked_of(person, questions, given)
        before = reading.answers_of(mine) if mine else {}
        full = reading.full_choices(asked, mine)
        found: dict[str, str] = {}
        for question in (one for one in asked if one.field_name in given):
            name = question.field_name
            old, value = before.get(question.pk), given[name]
            if is_missing(value):
                if _is_due(question, old, mine):
                    found[name] = str(REQUIRED[question.kind])
            elif chosen_in(question, value) & full - set(old.chosen if old else ()):
                found[name] = _("The places for this are taken. Choose something else.")
            elif question.kind == Kind.FILE and (problem := _too_many_files(event, filled)):
                found[name] = problem
        return found

    def keep(self, registration: Registration, given: Mapping[str, Any]) -> None:
        """Write the answers."""
        keep_answers(registration, given)

    def require_room(
        self, registration: Registration, event: "EventPage", now: datetime, *, behind_line: bool
    ) -> None:
        """Go on when what was newly chosen has places left.

        Raises:
            ChoiceFull: it has not; the person chooses again instead of standing in line for it.
        """
        require_places(registration)

    def sheet(self, event: "EventPage", keys: Sequence[int]) -> Sheet:
        """Return a column for each question, retired ones too where somebody answered them."""
        questions = reading.fresh_questions(event.seat_owner_id, with_retired=True)
        found = Answer.objects.filter(registration__in=keys, question__in=questions)
        answers = {(one.registration_id, one.question_id): one for one in found}
        known = {question_id for _key, question_id in answers}
        shown = [one for one in questions if not one.is_retired or one.pk in known]
        when = dict(Registration.objects.filter(pk__in=keys).values_list("pk", "created_at"))
        rows = {
            key: tuple(_cell(one, answers.get((key, one.pk)), when.get(key)) for one in shown)
            for key in keys
        }
        return Sheet(headings=tuple(one.label for one in shown), rows=rows)

    def reader(self, event: "EventPage") -> Reader:
        """Return what understands the columns of `sheet`."""
        return reader.AnswersReader(event)

    def filters(self, event: "EventPage") -> list[Filter]:
        """Return a filter for each question with choices, and for each consent."""
        questions = reading.fresh_questions(event.seat_owner_id, with_retired=True)
        return [
            Filter(
                key=question.field_name,
                label=question.label,
                choices=_filter_choices(question),
                where=partial(_answered, question),
            )
            for question in questions
            if question.has_choices or question.kind == Kind.CONSENT
        ]


def _for_group_of(user: "User", questions: list[Question]) -> list[Question]:
    group = getattr(getattr(user, "profile", None), "stakeholder_group", None)
    code = group.group.code if group else ""
    return [one for one in questions if not one.groups or code in one.groups]


def _choice_text(label: str, *, is_full: bool) -> str:
    return _("%(choice)s (no places left)") % {"choice": label} if is_full else label


def _bring_back(
    field: forms.Field, question: Question, old: Answer | None, mine: Registration | None
) -> None:
    """Show what was answered before; what cannot be changed is only shown."""
    if mine is None:
        return
    if old is None:
        field.required = field.required and not _is_late(question, mine)
        return
    field.disabled = question.is_fixed
    if question.kind == Kind.FILE:
        handed_in = format_html(
            _('You handed in <a href="{}">{}</a>.'), own_file_address(mine, old), old.file_title
        )
        field.help_text = format_html("{} {}", handed_in, field.help_text)
        field.required = False
    else:
        field.initial = reading.value_of(question, old)
    if question.is_fixed:
        field.help_text = help_for(
            str(field.help_text), _("This answer cannot be changed any more.")
        )


def _is_due(question: Question, old: Answer | None, mine: Registration | None) -> bool:
    """Return whether a missing answer is a fault.

    A question that was added after somebody registered never keeps them from correcting the rest.
    """
    if not question.is_required or (old is not None and question.kind == Kind.FILE):
        return False
    return mine is None or old is not None or not _is_late(question, mine)


def _is_late(question: Question, mine: Registration) -> bool:
    return question.created_at > mine.created_at


def _too_many_files(event: "EventPage", filled: Filled) -> str:
    """Return what to say when strangers have left too many files: they cost room on the disk."""
    if filled.mine is not None and filled.mine.state not in UNPROVEN:
        return ""
    unproven = Answer.objects.exclude(file_name="").filter(registration__state__in=UNPROVEN)
    of_event = unproven.filter(registration__event_id=event.seat_owner_id)
    if of_event.count() >= settings.EVENTS_UNPROVEN_FILES_OF_EVENT:
        return _("Too many files wait for their senders to confirm. Try again tomorrow.")
    of_address = unproven.filter(registration__email__iexact=filled.email.strip())
    if filled.email and of_address.count() >= settings.EVENTS_UNPROVEN_FILES_OF_ADDRESS:
        return _("Confirm one of your registrations first: the link is in your mailbox.")
    return ""


def _cell(question: Question, answer: Answer | None, registered: datetime | None) -> str:
    if answer is None and registered is not None and question.created_at > registered:
        return str(reader.NOT_ASKED)
    return reading.text_of(question, answer)


def _filter_choices(question: Question) -> tuple[tuple[str, str], ...]:
    if question.kind == Kind.CONSENT:
        return (("yes", _("Yes")), ("no", _("No")))
    return tuple((str(one.pk), one.label) for one in question.choices.all())


def _answered(question: Question, value: str) -> Q:
    """Return the condition on registrations for a chosen filter; nonsense finds nobody."""
    answers = Answer.objects.filter(question=question)
    if question.kind == Kind.CONSENT:
        agreed = Q(pk__in=answers.filter(is_ticked=True).values("registration"))
        return agreed if value == "yes" else ~agreed
    if not (value.isascii() and value.isdigit()) or len(value) > 18:
        return Q(pk__in=[])
    return Q(pk__in=answers.filter(chosen__contains=[int(value)]).values("registration"))
