"""Who of a hybrid event is on site and who online, by the category that each chose."""

from events.models import EventPage
from events.pools.models import SeatChoice
from events.reach.counting import register_modes


@register_modes
def modes_of(event: EventPage) -> dict[int, str]:
    """Return the mode of each registration whose category says one; one query."""
    chosen = SeatChoice.objects.filter(registration__event=event).exclude(category__mode="")
    return dict(chosen.values_list("registration", "category__mode"))
