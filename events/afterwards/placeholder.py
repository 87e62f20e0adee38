"""Lets organisers put the link to the survey into their letters."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.afterwards.links import survey_link
from events.letters.placeholders import Link, Value, register_placeholder

if TYPE_CHECKING:
    from events.models import Registration


def survey(registration: "Registration") -> Value:
    """Return the link under which a person answers; empty where there is nothing to answer."""
    url = survey_link(registration)
    return (
        Link(url=url, text=_("Tell us what you think: two minutes, without your name"))
        if url
        else ""
    )


register_placeholder(
    "survey",
    gettext_lazy("The link to the survey"),
    survey,
    lambda registration: registration.is_confirmed,
    is_link=True,
)
