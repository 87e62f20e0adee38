"""The choice of a category in a form; full ones say so."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import EventPage
from events.pools.models import Category
from events.pools.room import Room


class SeatRadios(forms.RadioSelect):
    """Radio buttons of which those without a seat cannot be pressed."""

    shut: Collection[str] = ()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one button, switched off when there is no seat and no line."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if str(option["value"]) in self.shut:
            option["attrs"]["disabled"] = True
        return option


class SeatField(forms.ChoiceField):
    """One of an event's categories. It may be empty where a code says which."""

    widget = SeatRadios

    def __init__(self, *, shut: Collection[str], **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("How do you take part?"),
            error_messages={"invalid_choice": gettext_lazy("Choose one of them.")},
            **kwargs,
        )
        self.widget.shut = shut

    def clean(self, value: Any) -> Any:
        """Return the choice; none is no fault here, for a code may say which it is."""
        return "" if value in self.empty_values else super().clean(value)


def label_of(category: Category, room: Room, event: EventPage) -> str:
    """Return the words of a category and how many seats are left for it."""
    left = room.left(category.pk)
    if left is None:
        return category.label
    if left:
        seats = ngettext("%(left)s seat left", "%(left)s seats left", left) % {"left": left}
    else:
        seats = _("full, with a waiting list") if event.has_waiting_list else _("full")
    return f"{category.label} ({seats})"
