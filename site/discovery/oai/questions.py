"""Reads what a harvester asks, by the letter of the protocol (OAI-PMH 2.0, sections 3 and 4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from django.http import QueryDict

PREFIX: Final = re.compile(r"[A-Za-z0-9\-_.!~*'()]{1,60}")
SET: Final = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")
IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-_.!~*'():/@=+,;$&?#]{1,300}")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")
LONGEST: Final = 1000

# What a verb needs, and what it takes; a token stands alone.
NEEDS: Final[dict[str, frozenset[str]]] = {
    "Identify": frozenset(),
    "ListMetadataFormats": frozenset(),
    "ListSets": frozenset(),
    "GetRecord": frozenset({"identifier", "metadataPrefix"}),
    "ListIdentifiers": frozenset({"metadataPrefix"}),
    "ListRecords": frozenset({"metadataPrefix"}),
}
TAKES: Final[dict[str, frozenset[str]]] = {
    "ListMetadataFormats": frozenset({"identifier"}),
    "ListIdentifiers": frozenset({"from", "until", "set"}),
    "ListRecords": frozenset({"from", "until", "set"}),
}
WITH_TOKEN: Final = {"ListSets", "ListIdentifiers", "ListRecords"}


class Fault(Exception):
    """Why a question has no answer; `code` is one of the protocol's eight."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Window:
    """The part of time asked for: from a moment, to before another; None where it is open."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Question:
    """A valid question; `arguments` are what the answer repeats in its `request` element."""

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    window: Window = field(default_factory=Window)

    @property
    def token(self) -> str | None:
        """The resumption token; None at the beginning of a list."""
        return self.arguments.get("resumptionToken")


def read_question(given: QueryDict) -> Question:
    """Return what is asked.

    Raises:
        Fault: badVerb or badArgument, with words that say what is wrong.
    """
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in NEEDS:
        raise Fault("badVerb", "One verb is needed: " + ", ".join(NEEDS))
    verb = verbs[0]
    arguments = {name: values[0] for name, values in given.lists() if name != "verb"}
    repeated = [name for name, values in given.lists() if len(values) > 1]
    _refuse(repeated, "repeated")
    if "resumptionToken" in arguments and verb in WITH_TOKEN:
        _refuse([name for name in arguments if name != "resumptionToken"], "not taken with a token")
        return Question(verb, arguments)
    allowed = NEEDS[verb] | TAKES.get(verb, frozenset())
    _refuse([name for name in arguments if name not in allowed], "not taken by this verb")
    _refuse([name for name in NEEDS[verb] if not arguments.get(name)], "missing")
    _check(arguments)
    return Question(verb, arguments, window_of(arguments))


def _refuse(names: list[str], why: str) -> None:
    """Raise badArgument when there are such arguments; only names that we know are repeated."""
    if names:
        known = {"identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"}
        shown = ", ".join(sorted(name for name in names if name in known)) or "an argument"
        raise Fault("badArgument", f"{shown}: {why}.")


def _check(arguments: Mapping[str, str]) -> None:
    for name, shape in (("metadataPrefix", PREFIX), ("set", SET), ("identifier", IDENTIFIER)):
        value = arguments.get(name)
        if value is not None and (len(value) > LONGEST or not shape.fullmatch(value)):
            raise Fault("badArgument", f"{name}: its signs are not those that the protocol allows.")


def window_of(arguments: Mapping[str, str]) -> Window:
    """Return the time asked for, its last second or day included.

    Raises:
        Fault: badArgument: no date, two kinds of date, or the end before the beginning.
    """
    start, end = arguments.get("from"), arguments.get("until")
    if start is not None and end is not None and len(start) != len(end):
        raise Fault("badArgument", "from and until: both need the same granularity.")
    first = _moment("from", start)
    last = _moment("until", end)
    if first and last and first > last:
        raise Fault("badArgument", "from: it lies after until.")
    step = timedelta(days=1) if end and len(end) == len("2026-01-01") else timedelta(seconds=1)
    # Nothing is younger than the last day of the calendar.
    after = last + step if last and last < datetime.max.replace(tzinfo=UTC) - step else None
    return Window(first, after)


def _moment(name: str, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        if not MOMENT.fullmatch(value) or not value.isascii():
            raise ValueError(value)
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        words = f"{name}: a date in UTC is written 2026-01-31 or 2026-01-31T12:00:00Z."
        raise Fault("badArgument", words) from None
