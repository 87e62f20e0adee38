"""Loads the sample events: pages written by us, with a few people who come or wait."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from events.models import EventIndexPage, EventPage, Registration, Series, Session, State
from events.parts import note_use
from events.roles import let_editors_meet
from events.steps import PERSON, move
from events.times import clock, from_the_wall, on_the_wall
from pages.models.home import HomePage
from pages.sample import add_list
from pages.sample_values import Shelf, fill
from vocabulary.models import Scheme, Term

FOLDER: Final = Path(__file__).parent / "sample"
SATURDAY: Final = 5
DAYS_A_WEEK: Final = 7
INDEX: Final = {
    "title": "Events",
    "slug": "events",
    "headline": "Meet, try things out, leave with something",
    "lede": (
        "Clinics, working days and webinars for small firms and those who advise them. Every seat"
        " is free of charge, and a minute is enough to take one."
    ),
    "empty_text": (
        "The next event will stand here as soon as its date is fixed. Leave your address for the"
        " letter, and you will hear of it first."
    ),
    "summary": "Clinics, working days and webinars: what is coming, and what was said.",
}
SERIES: Final = {
    "title": "Contract clinic",
    "slug": "contract-clinic",
    "text": (
        "Once a month three firms bring a draft from a partner, and two advisers read it with them."
        " Come once or come again: each date is registered for by itself."
    ),
}
# Who comes to which event besides the sample members, by slug: name and group.
GUESTS: Final = {
    "bring-your-draft": (("Marta Example", "industry"),),
    "build-the-toolbox-with-us": (
        ("Ivan Example", "academia"),
        ("Petra Example", "industry"),
        ("Nora Example", "civil-society"),
    ),
    "fair-terms-in-45-minutes": (
        ("Luca Example", "industry"),
        ("Anna Example", "policy"),
        ("Jean Example", "industry"),
        ("Sofia Example", "academia"),
    ),
    "a-morning-in-a-workshop": (
        ("Olga Example", "industry"),
        ("Pavel Example", "industry"),
        ("Rosa Example", "policy"),
        ("Tomas Example", "industry"),
    ),
}
# Who stands in line for a seat, and on whom the organisers have to decide.
LINE: Final = {"a-morning-in-a-workshop": (("Vera Example", "industry"),)}
APPLICANTS: Final = {
    "buyers-meet-makers": (("Karl Example", "industry"), ("Lena Example", "academia"))
}
MEMBERS: Final = {
    "bring-your-draft": ("member",),
    "fair-terms-in-45-minutes": ("member", "coordinator"),
}


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Create the list of events and its sample events, unless the list is there already."""
    let_editors_meet()
    home = HomePage.objects.first()
    if home is None or EventIndexPage.objects.exists():
        return
    index = add_list(home, EventIndexPage(live=False, show_in_menus=True, **INDEX))
    index.save_revision(user=people["editor"]).publish(user=people["editor"])
    shelf = _shelf()
    for entry in json.loads((FOLDER / "events.json").read_text(encoding="utf-8")):
        for again in ({}, *entry.get("repeats", ())):
            event = _write(index, entry | again, shelf, people["editor"])
            _add_sessions(event, entry.get("agenda", ()))
            _let_people_come(event, people)


def day_of(entry: Mapping[str, Any], today: date) -> date:
    """Return the day of a sample event, counted from today; nobody meets on a weekend."""
    day = today + timedelta(days=entry["starts_in_days"])
    weekday = day.weekday()
    return day + timedelta(days=DAYS_A_WEEK - weekday) if weekday >= SATURDAY else day


def _shelf() -> Shelf:
    terms = {(term.scheme, term.code): term for term in Term.objects.select_related("parent")}
    pages = {_path_of(page): page for page in Page.objects.filter(depth__gt=2)}
    clinic: dict[Any, Any] = {(Series, SERIES["slug"]): Series.objects.create(**SERIES)}
    return Shelf(terms=terms, pages=pages, things=clinic)


def _path_of(page: Page) -> str:
    """Return the path below the home page: ``toolbox/need-statement``."""
    return str(page.url_path).strip("/").partition("/")[2]


def _write(index: Page, entry: dict[str, Any], shelf: Shelf, editor: Any) -> EventPage:
    start, end = _times(entry)
    event = EventPage(title=entry["title"], slug=entry["slug"], start=start, end=end, live=False)
    index.add_child(instance=event)
    shelf.pages[f"events/{event.slug}"] = event
    fill(event, entry, shelf)
    event.format = shelf.terms[Scheme.EVENT_FORMAT, entry["format"]]
    event.registration_closes = start - timedelta(hours=entry["registration_closes_hours_before"])
    event.save_revision(user=editor).publish(user=editor)
    event.refresh_from_db()
    return event


def _add_sessions(event: EventPage, sessions: Iterable[Mapping[str, Any]]) -> None:
    """Give an event its sessions, by day (0 is the first) and hour of its place."""
    first = on_the_wall(event.start, event.time_zone).date()
    made = []
    for entry in sessions:
        facts = dict(entry)
        hour = time.fromisoformat(facts.pop("time"))
        shown = datetime.combine(first + timedelta(days=facts.pop("day")), hour)
        start = from_the_wall(shown, event.time_zone)
        end = start + timedelta(minutes=facts.pop("minutes"))
        made.append(Session(event=event, start=start, end=end, **facts))
    Session.objects.bulk_create(made)
    if any(session.needs_sign_up for session in made):
        note_use(event.pk, "sessions", is_used=True)


def _times(entry: Mapping[str, Any]) -> tuple[datetime, datetime]:
    zone = entry["time_zone"]
    today = timezone.now().astimezone(clock(zone)).date()
    shown = datetime.combine(day_of(entry, today), time.fromisoformat(entry["start_time"]))
    start = from_the_wall(shown, zone)
    return start, start + timedelta(minutes=entry["duration_minutes"])


def _let_people_come(event: EventPage, people: Mapping[str, Any]) -> None:
    """Fill a few seats and places without mail: these people are invented."""
    for key in MEMBERS.get(event.slug, ()):
        person = people[key]
        profile = getattr(person, "profile", None)
        group = getattr(profile, "stakeholder_group", None)
        _bring(event, State.CONFIRMED, person.name, person.email, group, user=person)
    for state, named in (
        (State.CONFIRMED, GUESTS),
        (State.WAITING, LINE),
        (State.APPROVAL, APPLICANTS),
    ):
        for name, code in named.get(event.slug, ()):
            group = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, code)
            _bring(event, state, name, f"{slugify(name.split()[0])}@example.org", group)


def _bring(
    event: EventPage, state: State, name: str, email: str, group: Term | None, user: Any = None
) -> None:
    registered = min(timezone.now(), event.closes_at) - timedelta(days=2)
    one = Registration(
        event=event, user=user, name=name, email=email, group=group, created_at=registered
    )
    one.confirmed_at = registered if state == State.CONFIRMED else None
    move(one, state, by=PERSON)
    if event.is_over and state == State.CONFIRMED:
        move(one, State.ATTENDED, by=PERSON)
