"""Lists to sign, one for each day or session, and the organiser's declaration of an online event.

What is on them is what those who pay ask for: the project and its grant, title, day and place, each
person with the organisation that sent them, a signature for each day, and that of the host.
Source: rules of TalTech, Erasmus+, EACEA and Nordplus, as the study of the field quotes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from events.door.attendance import attendances_of
from events.models import EventPage, Registration, Session
from events.papers.badges import Printed, lettered_names
from events.papers.lettering import drawable_throughout, texts_in, undrawn
from events.papers.people import Line, line_of
from events.times import day_text, on_the_wall, span_text
from pages.letterhead import letterhead
from pages.models import SiteIdentity
from pages.models.default_site import default_site
from typeset.engine import typeset

TEMPLATE: Final = "events/papers/documents/sheet.typ"
AT_MOST: Final = 1200  # rows in one document
SIGNED: Final = (0, 2.4, 2.6, 1.1, 1.3, 2.6)  # widths of columns, in shares; 0 as wide as needed
COUNTED: Final = (0, 2.4, 2.8, 1.2, 1.4, 1)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A day or a session for which people sign."""

    key: str
    title: str
    subtitle: str = ""
    session: Session | None = None


def occasions(event: EventPage) -> list[Occasion]:
    """Return the days of an event, then its sessions; one query."""
    days = [_of_day(event, day) for day in days_of(event)]
    zone = event.time_zone
    sessions = [
        Occasion(
            key=f"s{session.pk}",
            title=session.title,
            subtitle=", ".join(filter(None, (session.when_text, session.room))),
            session=session,
        )
        for session in event.sessions.all()
        if zone
    ]
    return [*days, *sessions]


def days_of(event: EventPage) -> list[date]:
    """Return the days of an event by its own calendar, at most 60."""
    first = on_the_wall(event.start, event.time_zone).date()
    last = on_the_wall(event.end - timedelta(microseconds=1), event.time_zone).date()
    return [first + timedelta(days=number) for number in range(min((last - first).days + 1, 60))]


def lists_to_sign(
    event: EventPage, people: Sequence[Registration], wanted: Sequence[Occasion], *, blanks: int
) -> Printed:
    """Return the lists of some days and sessions, blank rows at their ends.

    Raises:
        typeset.engine.NotSet: they cannot be set.
    """
    with override(event.language):
        lines = [line_of(one) for one in people] + [Line()] * blanks
        rows = [[str(number), *_cells(line), ""] for number, line in enumerate(lines, start=1)]
        data = {
            **_head(event),
            "widths": SIGNED,
            "heads": [*_heads(), _("Signature")],
            "sheets": [
                {"title": one.title, "subtitle": one.subtitle, "rows": rows, "declaration": ""}
                for one in wanted
            ],
        }
        title = _("List of attendance: %(event)s") % {"event": event.title}
    return _printed(event, people, data, title)


def declaration(event: EventPage, people: Sequence[Registration]) -> Printed:
    """Return the organiser's declaration: who took part online, and for how many minutes.

    Only those whose attendance is verified are on it.

    Raises:
        typeset.engine.NotSet: it cannot be set.
    """
    seen = attendances_of(people)
    came = [one for one in people if seen[one.pk].is_verified]
    with override(event.language):
        rows = [
            [str(number), *_cells(line_of(one)), str(seen[one.pk].minutes)]
            for number, one in enumerate(came, start=1)
        ]
        title = _("Declaration of the organiser")
        sheet = {
            "title": title,
            "subtitle": event.when_text,
            "rows": rows,
            "declaration": _(
                "I declare that the %(count)s people named took part in this event for the minutes"
                " given, as the records of the organiser show."
            )
            % {"count": len(came)},
        }
        heads = [*_heads(), pgettext("head of a column", "Minutes")]
        data = {**_head(event), "widths": COUNTED, "heads": heads, "sheets": [sheet]}
        data["words"]["notice"] = ""
    return _printed(event, came, data, f"{title}: {event.title}")


def _printed(
    event: EventPage, people: Sequence[Registration], data: dict[str, Any], title: str
) -> Printed:
    # Every text but those of the letterhead, which are drawings.
    texts = {key: part for key, part in data.items() if key != "brand"}
    missing = undrawn(texts_in(texts))
    whole = {**drawable_throughout(texts, missing), "brand": data["brand"]}
    pdf = typeset(TEMPLATE, whole, language=event.language, title=title)
    return Printed(pdf=pdf, lettered=lettered_names(people, missing))


def _head(event: EventPage) -> dict[str, Any]:
    return {
        "brand": letterhead(),
        "project_line": _project_line(),
        "event": event.title,
        "place_line": ". ".join(filter(None, (event.when_text, event.place_text))),
        "words": {
            # The two words in braces stay as they are.
            "page": _("Page {number} of {count}"),
            "notice": _(
                "Your signature shows that you were there. The list is kept as evidence for those"
                " who fund the project, and shown to nobody else."
            ),
            "host_name": _("Name of the host"),
            "host_place": _("Place and date"),
            "host_signature": _("Signature of the host"),
        },
    }


def _project_line() -> str:
    site = default_site()
    if site is None:
        return ""
    identity = SiteIdentity.for_site(site)
    grant = _("Grant agreement %(number)s") % {"number": identity.grant_number}
    names = filter(None, (identity.project_name, identity.full_name))
    return ". ".join([": ".join(names), *([grant] if identity.grant_number else [])])


def _heads() -> list[str]:
    return [
        pgettext("head of a column", "No."),
        _("Name"),
        _("Sending organisation"),
        _("Country"),
        _("Group"),
    ]


def _cells(line: Line) -> tuple[str, ...]:
    return line.name, line.organisation, line.country, line.group


def _of_day(event: EventPage, day: date) -> Occasion:
    shown = datetime.combine(day, time())
    first, last = (on_the_wall(moment, event.time_zone) for moment in (event.start, event.end))
    is_only = first.date() == last.date()
    hours = span_text(event.start, event.end, event.time_zone) if is_only else ""
    return Occasion(key=day.isoformat(), title=day_text(shown), subtitle=hours)
