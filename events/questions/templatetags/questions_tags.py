"""Words and addresses for the page of results."""

from typing import Any, Final

from django import template
from django.utils.translation import gettext_lazy as _

from events.models import EventPage
from events.questions.links import desk_file_address
from events.questions.models import Answer

register = template.Library()
FIGURES: Final[dict[str, Any]] = {
    "least": _("Smallest"),
    "mean": _("Mean"),
    "median": _("Median"),
    "most": _("Largest"),
}


@register.filter
def figure_name(key: str) -> str:
    """Return what a figure of the numbers is called."""
    return str(FIGURES[key])


@register.simple_tag
def desk_file(answer: Answer, event: EventPage) -> str:
    """Return the address under which staff fetch a file."""
    return desk_file_address(answer, event.pk)
