"""Lets people come together to one sample event."""

from collections.abc import Mapping
from typing import Any, Final

from events.groups.actions import set_rules
from events.groups.models import GroupRules
from events.models import EventPage

EVENT: Final = "build-the-toolbox-with-us"
MOST: Final = 3


def load(people: Mapping[str, Any]) -> None:
    """Set the limit, unless one is set or there is no such event."""
    event = EventPage.objects.filter(slug=EVENT, alias_of=None).first()
    if event is not None and not GroupRules.objects.filter(event=event).exists():
        set_rules(rules=GroupRules(event=event, most=MOST))
