"""The people of a file that was begun: brought in together where that goes, else one by one.

Together they pass the door of all under one lock, and rows and mails are written for all of them
in few queries. When one of them is refused nobody is brought in so, and each is tried alone.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from events.actions import Entry, register_by_hand, register_list
from events.desk.actions.importing import count_lines
from events.desk.answers import Answers
from events.desk.columns import by_meaning
from events.desk.languages import language_of
from events.desk.models import PeopleFile, PeopleLine
from events.desk.models.people_file import PeopleLineQuerySet
from events.desk.refusals import NotPossible
from events.models import Registration, State
from events.refusals import AlreadyRegistered, Busy, EventFull, Refusal
from events.rows import Guest
from pages.models.default_site import site_at_hand
from vocabulary.models import Term

TOGETHER: Final = 50  # people under one lock
Line = PeopleLine.State


@dataclass(frozen=True, kw_only=True)
class Source:
    """Reads the lines of one file as what the door takes; the lists that it needs are read once."""

    people_file: PeopleFile
    answers: Answers
    terms: dict[int, Term]

    def entry(self, line: PeopleLine) -> Entry:
        """Return the person of a line.

        Raises:
            NotPossible: the event asks for something else by now.
        """
        told, terms = line.data, self.terms
        group = terms.get(told.get("group"))
        cells = by_meaning(line.cells, self.people_file.meanings)
        code = group.code if group else ""
        answers = self.answers.read(cells, group=code, email=line.email)
        if answers.errors:
            raise NotPossible(" ".join(answers.errors))
        guest = Guest(
            email=line.email,
            name=told["name"],
            group=group,
            country=terms.get(told.get("country")),
            organisation=told["organisation"],
            needs=told["needs"],
            parts=answers.given or None,
        )
        return Entry(guest=guest, language=told.get("language") or self.people_file.language)

    @property
    def how(self) -> dict[str, Any]:
        """What is the same for all people of the file."""
        people_file = self.people_file
        return {
            "event_id": people_file.event_id,
            "by": people_file.by,
            "tells": people_file.sends_mail,
            "source": f"list of the organisers: {people_file.basis}"[:200],
        }


def work_off_files(*, seconds: float) -> int:
    """Bring in for about so long; return how many lines were dealt with.

    Whatever kills us takes back at most the lines at hand, whole; the next call goes on there.
    """
    until, done = time.monotonic() + seconds, 0
    terms = Term.objects.in_bulk()
    with site_at_hand():
        while time.monotonic() < until and (some := _bring_in_next(terms, until)):
            done += some
    _close_finished()
    return done


def _bring_in_next(terms: dict[int, Term], until: float) -> int:
    """Bring in the next people of one file; return how many lines were dealt with.

    Nothing is done where others are at work on these, or hold the lock.
    """
    alone: list[int] = []
    done = 0
    try:
        with transaction.atomic():
            lines = _locked_lines(PeopleLine.objects.all())
            if not lines:
                return 0
            alone = [line.pk for line in lines]
            source = _source(lines[0], terms)
            together = _bring_in_together(lines, source)
            alone = [key for key in alone if key not in together]
            done = len(together)
    except Busy:
        return 0  # the next round finds them again
    except Refusal:
        done = 0
    for key in alone:
        if time.monotonic() > until:
            break
        done += _bring_in_one(key, source)
    return done


def _bring_in_together(lines: Sequence[PeopleLine], source: Source) -> set[int]:
    """Register the people of these lines at once, as many as there are seats.

    Return the keys of the lines; who has, or had, something at this event is not among them.
    """
    people_file = source.people_file
    to, number = State(people_file.target), len(lines)
    if to == State.CONFIRMED and (free := people_file.event.seats.free) is not None:
        if free == 0:
            if not (people_file.joins_line and people_file.event.has_waiting_list):
                return set()
            to = State.WAITING
        else:
            number = min(number, free)
    some = lines[:number]
    entries = [source.entry(line) for line in some]
    registered = register_list(entries=entries, to=to, **source.how)
    done = [line for line, found in zip(some, registered, strict=True) if found]
    for line, found in zip(some, registered, strict=True):
        line.state, line.registration = Line.DONE, found
    PeopleLine.objects.bulk_update(done, ["state", "registration"])
    return {line.pk for line in done}


def _bring_in_one(key: int, source: Source) -> bool:
    """Register the person of one line; return whether it was ours, with no lock in the way."""
    speaks = language_of(source.people_file.by)
    try:
        with transaction.atomic():
            lines = _locked_lines(PeopleLine.objects.filter(pk=key))
            if not lines:
                return False
            # Written first: the lock on the seats is the last of all.
            PeopleLine.objects.filter(pk=key).update(state=Line.DONE)
            with override(speaks):
                entry = source.entry(lines[0])
            done = _register(entry, source)
            PeopleLine.objects.filter(pk=key).update(registration=done)
    except AlreadyRegistered:
        PeopleLine.objects.filter(pk=key).update(state=Line.KNOWN)
    except Busy:
        return False  # the next round finds it again
    except Refusal as refusal:
        with override(speaks):
            told = [str(refusal)]
        PeopleLine.objects.filter(pk=key).update(state=Line.REFUSED, problems=told)
    return True


def _locked_lines(among: PeopleLineQuerySet) -> list[PeopleLine]:
    """Return the next lines of one file that are still to be brought in, locked.

    Those that another worker has are not among them.
    """
    free = among.ready().filter(people_file__state=PeopleFile.State.RUNNING)
    locked = free.select_for_update(skip_locked=True, of=("self",))
    with_file = locked.select_related("people_file__by__profile", "people_file__event__entry")
    lines = list(with_file.order_by("people_file_id", "line")[:TOGETHER])
    return [line for line in lines if line.people_file_id == lines[0].people_file_id]


def _source(line: PeopleLine, terms: dict[int, Term]) -> Source:
    people_file = line.people_file
    with override(language_of(people_file.by)):
        return Source(people_file=people_file, answers=Answers(people_file.event), terms=terms)


def _register(entry: Entry, source: Source) -> Registration:
    """Register through the door of all; where it is full and the file says so, into the line."""
    people_file = source.people_file
    with override(entry.language):
        register = partial(
            register_by_hand, guest=entry.guest, language=entry.language, **source.how
        )
        try:
            return register(to=State(people_file.target))
        except EventFull:
            if people_file.target != State.CONFIRMED or not people_file.joins_line:
                raise
            return register(to=State.WAITING)


@transaction.atomic
def _close_finished() -> None:
    running = PeopleFile.objects.select_for_update(skip_locked=True).filter(
        state=PeopleFile.State.RUNNING
    )
    for row in running:
        count_lines(row)
        if not row.lines.ready().exists():
            row.state, row.ended_at = PeopleFile.State.DONE, timezone.now()
            row.save(update_fields=["state", "ended_at"])
