"""Sheets of badges: several sizes, so many on a page, each with the code of its ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from events import parts
from events.models import EventPage, Registration
from events.papers.drawings import qr_code
from events.papers.lettering import drawable_throughout, note_on, undrawn
from events.papers.people import Line, line_of
from pages.letterhead import letterhead
from typeset.engine import typeset

TEMPLATE: Final = "events/papers/documents/badges.typ"
AT_MOST: Final = 200  # badges in one document; more come as several
NO: Final = frozenset({"", "no", "nein", "non", "nee", "não", "0", "false"})


@dataclass(frozen=True, kw_only=True)
class Format:
    """A size of badges and how they lie on A4; millimetres."""

    label: Any
    width: float
    height: float
    across: int
    down: int
    is_cut: bool = False  # sheets of labels need no marks for scissors
    is_folded: bool = False


FORMATS: Final[dict[str, Format]] = {
    "90x55": Format(
        label=gettext_lazy("90 × 55 mm, ten on a page"), width=90, height=55, across=2, down=5
    ),
    "85x54": Format(
        label=gettext_lazy("85 × 54 mm, the size of a bank card, ten on a page"),
        width=85,
        height=54,
        across=2,
        down=5,
    ),
    "105x48": Format(
        label=gettext_lazy("105 × 48 mm, labels on sheets of twelve (type 3424)"),
        width=105,
        height=48,
        across=2,
        down=6,
        is_cut=True,
    ),
    "a6": Format(
        label=gettext_lazy("A6, folded and read from both sides, two on a page"),
        width=210,
        height=148.5,
        across=1,
        down=2,
        is_folded=True,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A document, and whose names it has in Latin letters because no font has their signs."""

    pdf: bytes
    lettered: tuple[str, ...] = ()


def badges(
    event: EventPage,
    people: Sequence[Registration],
    *,
    form: Format,
    blanks: int = 0,
    consent_column: str = "",
    codes: Mapping[int, str] | None = None,
) -> Printed:
    """Return badges of these people, and blank ones behind them, in the event's language.

    `consent_column` is the heading of an answer (`events.parts`): whoever did not say yes there
    bears a mark. `codes` says what the QR code of a person says, by the key of the
    registration.

    Raises:
        typeset.engine.NotSet: they cannot be set.
    """
    with override(event.language):
        allowed = _allowed(event, people, consent_column) if consent_column else None
        lines = [line_of(one) for one in people]
        missing = undrawn(text for line in lines for text in (line.name, line.organisation))
        cards = [
            _card(line, missing, allowed=allowed, codes=codes or {})
            for line in (*lines, *([Line()] * blanks))
        ]
        brand = letterhead()
        heading = f"{brand['project']}: {event.title}" if brand else event.title
        data = {
            "brand": brand,
            "form": {**asdict(replace(form, label="")), "label": ""},
            "cards": cards,
            "event_short": _shortened(drawable_throughout(heading, undrawn([heading]))),
            "words": {"code": _("QR code of the ticket")},
        }
        title = _("Badges: %(event)s") % {"event": event.title}
    pdf = typeset(TEMPLATE, data, language=event.language, title=title)
    return Printed(pdf=pdf, lettered=lettered_names(people, missing))


def lettered_names(people: Sequence[Registration], missing: frozenset[str]) -> tuple[str, ...]:
    """Return the names that are printed in Latin letters."""
    return tuple(one.name for one in people if note_on(one.name, missing))


def consent_columns(event: EventPage) -> list[str]:
    """Return the headings among which staff find the question whether photos are welcome."""
    return list(parts.sheet(event, []).headings)


def _card(
    line: Line,
    missing: frozenset[str],
    *,
    allowed: Mapping[int, bool] | None,
    codes: Mapping[int, str],
) -> dict[str, str]:
    person = line.registration
    is_refused = allowed is not None and person is not None and not allowed[person.pk]
    shown = {
        "name": line.name,
        "organisation": line.organisation,
        "country": line.country,
        "group": line.group,
        "group_code": line.group_code,
        "mark": _("No photos") if is_refused else "",
    }
    code = codes.get(person.pk, "") if person else ""
    return {**drawable_throughout(shown, missing), "code": qr_code(code) if code else ""}


def _allowed(event: EventPage, people: Sequence[Registration], column: str) -> Mapping[int, bool]:
    """Return who said yes in a column; whoever did not answer did not say yes."""
    sheet = parts.sheet(event, [one.pk for one in people])
    if column not in sheet.headings:
        return dict.fromkeys((one.pk for one in people), False)
    place, refused = sheet.headings.index(column), NO | {str(_("No")).casefold()}
    return {
        key: cells[place].strip().casefold() not in refused for key, cells in sheet.rows.items()
    }


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
