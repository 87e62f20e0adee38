"""The Commission's form "6.2 Dissemination and communication activities", made from the ledger.

Source: Horizon 2020 periodic report, Part A; labels and order letter for letter. The form leaves
open whether it asks for all that was done since the beginning or in one reporting period, so that
both can be had.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dissemination_metrics.ledger import Line, lines_until
from dissemination_metrics.periods import Period
from dissemination_metrics.terms import Terms, form_label
from vocabulary.models import Term

# Column heads and the last row as they stand on the form; never translated.
TYPE_HEAD: Final = "Type of dissemination and communication activities"
NUMBER_HEAD: Final = "Number"
FUNDING_LABEL: Final = "Total funding amount"
AUDIENCE_HEAD: Final = (
    "Type of audience reached. In the context of all dissemination & communication activities"
    " (multiple choices is possible)"
)
PERSONS_HEAD: Final = "Estimated Number of persons reached"


@dataclass(frozen=True)
class Part:
    """What a number is made of: so many by this origin or method."""

    name: Any
    number: int


@dataclass(frozen=True)
class Row:
    """One row of the form; None when nothing was ever recorded, which is not the same as 0."""

    label: str
    number: int | None
    parts: tuple[Part, ...]

    @property
    def rounded(self) -> int | None:
        """The number as an estimate: two digits that count, and never finer than ten."""
        return None if self.number is None else rounded(self.number)


@dataclass(frozen=True)
class Report:
    """Both tables of the form for one period, and the lines behind them."""

    period: Period
    activities: tuple[Row, ...]
    funding: Decimal | None
    audiences: tuple[Row, ...]
    lines: tuple[Line, ...]
    not_placed: int  # persons of whom nobody knows the audience; they are in no row


def make_report(period: Period) -> Report:
    """Return the form for a period; its numbers can be made again from the ledger at any time."""
    terms = Terms()
    ever = lines_until(period.last, terms)
    lines = tuple(line for line in ever if line.date in period)
    amounts = [line.funding for line in lines if line.funding is not None]
    return Report(
        period=period,
        activities=_rows(terms.activities, lines, ever, _types),
        funding=sum(amounts, Decimal(0)) if amounts else None,
        audiences=_rows(terms.audiences, lines, ever, _persons),
        lines=lines,
        not_placed=sum(line.not_placed for line in lines),
    )


def rounded(number: int) -> int:
    """Return a number of persons as it is fit to be reported: 4,974 as 5,000, and 26 as 30."""
    if number < 10:
        return number
    step = int(10 ** max(1, len(str(number)) - 2))
    return (number + step // 2) // step * step


Share = tuple[Term, Any, int | None]  # what it counts for, how it is known, how many
Shares = Callable[[Line], Iterable[Share]]


def _types(line: Line) -> Iterable[Share]:
    yield line.type, line.origin.label, 1


def _persons(line: Line) -> Iterable[Share]:
    for reach in line.reaches:
        yield reach.audience, reach.method.label, reach.persons


def _rows(
    terms: Iterable[Term], lines: Iterable[Line], ever: Iterable[Line], shares: Shares
) -> tuple[Row, ...]:
    recorded = {
        term.pk for line in ever for term, _how, number in shares(line) if number is not None
    }
    parts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for term, how, number in shares(line):
            parts[term.pk][str(how)] += number or 0
    return tuple(
        Row(
            label=form_label(term),
            number=parts[term.pk].total() if term.pk in recorded else None,
            parts=tuple(
                Part(how, number) for how, number in parts[term.pk].most_common() if number
            ),
        )
        for term in terms
    )
