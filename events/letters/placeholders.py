"""What can stand in curly brackets in an organiser's text, and what comes in its place.

Other rooms add theirs with `register_placeholder` when the site starts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from events.models import Registration


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address on the web, with words where the bare address says too little."""

    url: str
    text: str = ""


Value: TypeAlias = str | Link | tuple[Link, ...]  # empty: there is nothing to say
Function: TypeAlias = Callable[["Registration"], Value]


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """One word in curly brackets."""

    name: str
    label: "StrOrPromise"
    function: Function
    is_for: Callable[["Registration"], bool]
    is_link: bool = False

    def value(self, registration: "Registration") -> Value:
        """Return what stands in its place for a person; empty where it is not for them."""
        return self.function(registration) if self.is_for(registration) else ""


_KNOWN: Final[dict[str, Placeholder]] = {}


def everyone(registration: "Registration") -> bool:
    """Return that a placeholder is for everyone who gets a mail."""
    return True


def register_placeholder(
    name: str,
    label: "StrOrPromise",
    function: Function,
    is_for: Callable[["Registration"], bool] = everyone,
    *,
    is_link: bool = False,
) -> None:
    """Let organisers write `{name}` from now on.

    `function` returns what stands in its place, in the language of the moment. `is_for` says for
    whom it is: in mails to others it is refused in the form, and empty if it gets there anyway.
    Links have no place in a subject.
    """
    _KNOWN[name] = Placeholder(
        name=name, label=label, function=function, is_for=is_for, is_link=is_link
    )


def placeholders_for(*people: "Registration") -> list[Placeholder]:
    """Return the placeholders that are for all of these people."""
    return [one for one in _KNOWN.values() if all(one.is_for(person) for person in people)]


def values_for(registration: "Registration", names: set[str]) -> Mapping[str, Value]:
    """Return the values of the placeholders with these names; names that nobody knows are left."""
    known = (_KNOWN[name] for name in names if name in _KNOWN)
    return {one.name: one.value(registration) for one in known}
