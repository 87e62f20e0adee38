"""Where a room may put the organisers' own words into the mails about registrations.

An event whose mails have words of their own has the mark `KEY` among the parts in its calendar
entry, so that all others pay nothing for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from events.models.registration import Registration

KEY: Final = "letters"


@dataclass(frozen=True, kw_only=True)
class OwnWording:
    """The template that carries the organisers' words, what it needs, and their language."""

    template: str
    language: str
    context: Mapping[str, Any] = field(default_factory=dict)


Finder: TypeAlias = Callable[["Registration", str, Mapping[str, Any]], OwnWording | None]
_FINDERS: Final[list[Finder]] = []


def register_finder(finder: Finder) -> None:
    """Ask a function from now on for the own words of a mail: registration, name, more context."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def own_wording(
    registration: "Registration", name: str, more: Mapping[str, Any]
) -> OwnWording | None:
    """Return the organisers' words for a mail, or None; no query where the event has no mark."""
    if KEY not in registration.event.entry.parts:
        return None
    return next(filter(None, (find(registration, name, more) for find in _FINDERS)), None)
