"""What people thought of an event, on its page; what is left to answer, on a person's own."""

from typing import Any

from django import template

from events.afterwards.actions.surveys import require_turn
from events.afterwards.links import meetings_link, survey_link
from events.afterwards.models import Survey
from events.afterwards.refusals import AfterwardsRefusal
from events.afterwards.results import results_of
from events.models import EventPage, Registration

register = template.Library()


@register.inclusion_tag("events/afterwards/results.html")
def survey_results(event: EventPage) -> dict[str, Any]:
    """Show the figures of a survey where the organisers want that; no query before the end."""
    if not event.pk or not event.is_over:
        return {"results": None}
    survey = Survey.objects.filter(event_id=event.seat_owner_id, is_public=True).first()
    if survey is None:
        return {"results": None}
    results = results_of(survey)
    return {"results": None if results.are_few else results}


@register.inclusion_tag("events/afterwards/to_answer.html")
def to_answer(registration: Registration) -> dict[str, str]:
    """Show the ways to the survey and to the meetings, where they are open to this person."""
    if not registration.event.is_over:
        return {"survey_url": "", "meetings_url": ""}
    try:
        require_turn(registration)
        survey_url = survey_link(registration)
    except AfterwardsRefusal:
        survey_url = ""
    return {"survey_url": survey_url, "meetings_url": meetings_link(registration)}
