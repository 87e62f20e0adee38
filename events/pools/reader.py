"""Reads the category of people from a file; whoever brings it may use those behind a code too."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.columns import Column, Read, Reader, folded, in_every_language
from events.pools.models import Category
from events.pools.room import room_of

if TYPE_CHECKING:
    from events.models import EventPage

CATEGORY: Final = "category"
ASSIGNED: Final = "assigned_category"  # by staff; no form has such a field
HEADING: Final = gettext_lazy("Category")


class CategoryReader(Reader):
    """Understands the names of categories, with or without the few words about them."""

    def __init__(self, event: "EventPage", categories: list[Category]) -> None:
        self.columns = (
            Column(name=CATEGORY, label=_("Category"), headings=in_every_language(HEADING)),
        )
        self._known = {folded(one.label): one.pk for one in categories}
        self._known |= {folded(one.name): one.pk for one in categories}
        self._room = room_of(event, timezone.now())

    def read(self, told: Mapping[str, str]) -> Read:
        """Return the category; nothing for an empty cell, as for who registered before."""
        text = told.get(CATEGORY, "")
        if not text:
            return Read()
        found = self._known.get(folded(text))
        if found is None:
            problem = _("“%(text)s” is no category of this event.") % {"text": text[:60]}
            return Read(problems={CATEGORY: problem})
        return Read(given={ASSIGNED: found})

    def seat(self, given: Mapping[str, Any]) -> bool:
        """Return whether the pools of the category have a seat, and take it."""
        category = given.get(ASSIGNED)
        if self._room.left(category) == 0:
            return False
        self._room.take(category)
        return True
