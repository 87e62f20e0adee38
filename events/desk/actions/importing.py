"""People from a file: read and looked at, before the worker brings them in (`bringing`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.stewards.reading import read_table
from community.stewards.refusals import Refused
from events.desk.answers import Answers
from events.desk.columns import Checker, all_meanings, guess, problem_of
from events.desk.foresight import Foresight
from events.desk.models import PeopleFile, PeopleLine
from events.desk.refusals import BegunAlready, NotPossible
from events.desk.signals import work_waits
from events.models import EventPage, State

if TYPE_CHECKING:
    from community.members.models import User

AT_ONCE: Final = 2000  # rows in one INSERT
LONGEST_CELL: Final = 4100  # an answer may be a long text
Line = PeopleLine.State


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a file shall be read and what shall become of its people."""

    meanings: Sequence[str]
    target: str = PeopleFile.Target.CONFIRMED
    joins_line: bool = True
    sends_mail: bool = True
    language: str = "en"


@transaction.atomic
def take_in(*, event: EventPage, content: bytes, file_name: str, by: "User") -> PeopleFile:
    """Return the file as lines, each looked at; nobody is registered, and the file is not kept.

    Raises:
        NotPossible: it is not a table of people that we can read.
    """
    try:
        heading, *lines = read_table(content, name=file_name, longest=LONGEST_CELL)
    except Refused as refused:
        raise NotPossible(str(refused)) from refused
    people_file = PeopleFile.objects.create(
        event=event,
        file_name=file_name[-200:],
        by=by,
        headings=heading.cells,
        meanings=guess(heading.cells, Answers(event)),
        language=event.language,
        target=State.APPROVAL if event.needs_approval else State.CONFIRMED,
    )
    _write(people_file, [(line.number, line.cells) for line in lines])
    return people_file


@transaction.atomic
def check_anew(*, people_file: PeopleFile, wish: Wish) -> PeopleFile:
    """Return the file with its lines looked at once more, with other columns or another aim.

    Raises:
        BegunAlready: its people are being brought in.
        NotPossible: the columns do not make a person, or the event has no waiting list.
    """
    row = _locked(people_file)
    if problem := problem_of(wish.meanings, all_meanings(Answers(row.event))):
        raise NotPossible(problem)
    if wish.target == State.WAITING and not row.event.has_waiting_list:
        raise NotPossible(_("This event has no waiting list."))
    row.meanings = [*wish.meanings][: len(row.headings)]
    row.target, row.joins_line = wish.target, wish.joins_line
    row.sends_mail, row.language = wish.sends_mail, wish.language
    row.save()
    lines = PeopleLine.objects.filter(people_file=row).order_by("line")
    told = list(lines.values_list("line", "cells"))
    lines.delete()
    _write(row, told)
    return row


@transaction.atomic
def begin_file(*, people_file: PeopleFile, by: "User", basis: str) -> PeopleFile:
    """Return the file, begun: the worker registers its people. `basis` says how they agreed.

    Raises:
        BegunAlready: in another tab, or by an earlier press of the button.
        NotPossible: there is nobody in it who can be brought in.
    """
    row = _locked(people_file)
    if problem := problem_of(row.meanings, all_meanings(Answers(row.event))):
        raise NotPossible(problem)
    if not row.lines.ready().exists():
        raise NotPossible(_("There is nobody in this file who can be brought in."))
    row.state, row.basis, row.by = PeopleFile.State.RUNNING, basis, by
    row.save(update_fields=["state", "basis", "by"])
    told = {"file": row.file_name, "rows": row.counts, "basis": basis}
    log(instance=row.event, action="events.import", user=by, data=told)
    transaction.on_commit(partial(work_waits.send_robust, sender=PeopleFile))
    return row


@transaction.atomic
def throw_away(*, people_file: PeopleFile) -> None:
    """Forget a file from which nobody was brought in.

    Raises:
        BegunAlready: its people are being brought in.
    """
    _locked(people_file).delete()


@transaction.atomic
def forget_files(*, before: datetime) -> int:
    """Forget the lines of old files, and files that were never begun; return how many rows.

    How many were brought in stays.
    """
    old = PeopleFile.objects.filter(created_at__lt=before)
    count = old.filter(state=PeopleFile.State.CHECKED).delete()[0]
    lines = PeopleLine.objects.filter(people_file__in=old.filter(state=PeopleFile.State.DONE))
    return count + lines.delete()[0]


def _locked(people_file: PeopleFile) -> PeopleFile:
    rows = PeopleFile.objects.select_for_update(of=("self",)).select_related("event__entry")
    row = rows.get(pk=people_file.pk)
    if row.state != PeopleFile.State.CHECKED:
        raise BegunAlready
    return row


def _write(people_file: PeopleFile, told: list[tuple[int, list[str]]]) -> None:
    """Write each line with what it says and what would become of it."""
    answers = Answers(people_file.event)
    checker = Checker(answers)
    checked = [checker.check(cells, people_file.meanings) for _number, cells in told]
    foresight = Foresight.of(people_file, (one.email for one in checked), answers)
    seen, lines = set[str](), []
    for (number, cells), one in zip(told, checked, strict=True):
        if one.errors:
            state = Line.FAULTY
        elif one.email in seen:
            state = Line.TWICE
        else:
            seen.add(one.email)
            state = foresight.state_for(one)
        lines.append(
            PeopleLine(
                people_file=people_file,
                line=number,
                cells=cells,
                email=one.email,
                data=one.data,
                problems=one.errors,
                state=state,
            )
        )
    PeopleLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    count_lines(people_file)


def count_lines(people_file: PeopleFile) -> None:
    """Write down how many lines of a file are in each state."""
    people_file.counts = PeopleLine.objects.filter(people_file=people_file).counted()
    people_file.save(update_fields=["counts"])
