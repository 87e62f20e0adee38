"""Gives one sample event letters of its own: words, a reminder, and a follow-up with materials."""

from typing import Any, Final

from django.db import transaction

from events.letters import actions
from events.letters.composing import Words
from events.letters.kinds import KINDS
from events.letters.models import EventLetters, Plan
from events.models import EventPage

SLUG: Final = "build-the-toolbox-with-us"
WELCOME: Final = Words(
    subject="Your place at the table: {event}",
    body=(
        "Dear {name},\n\nyour place is kept: {when}, {where}.\n\nPlease bring\n\n"
        "- one tool that you have used, and what it cost you in hours,\n"
        "- a page of notes that others may read.\n\n"
        "In a calendar on the web: {calendar_links}"
    ),
    language="en",
)
WEEK_BEFORE: Final = Words(
    subject="In a week: {event}",
    body=(
        "Dear {name},\n\nin a week we sit down together: {when}, {where}.\n\n"
        "If you cannot come, [give your place to somebody else]({link}); there is always a line."
    ),
    language="en",
)
MATERIALS: Final = "The list of tools to choose from https://example.org/tools.pdf"


@transaction.atomic
def load(people: Any) -> None:
    """Write them, unless they are there already."""
    event = EventPage.objects.filter(slug=SLUG).first()
    if event is None or event.own_texts.exists():
        return
    actions.lay_out(event_id=event.pk)
    EventLetters.objects.filter(event=event).update(materials=MATERIALS)
    actions.keep_text(event=event, kind=KINDS["registration_confirmed"], words=WELCOME)
    week, _is_new = Plan.objects.get_or_create(event=event, number=7, unit=Plan.Unit.DAYS)
    actions.keep_text(event=event, kind=KINDS["reminder"], words=WEEK_BEFORE, plan=week)
    Plan.objects.get_or_create(
        event=event,
        about=Plan.About.FOLLOW_UP,
        number=2,
        unit=Plan.Unit.DAYS,
        anchor=Plan.Anchor.AFTER_END,
    )
