"""Says what an answer shows, while it is being made: which scopes, and for how long it holds."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.http import HttpResponseBase

# Shown by every answer: menu, identity, restrictions, the site's own address.
SITE: Final = "site"
LONGEST: Final = 300  # seconds that an answer is kept when no change was heard of
# Seconds for which an answer may show what was true when it was made of what changes all the time.
MOMENT: Final = 0.5
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass
class Showing:
    """What is known of the answer that is being made."""

    scopes: set[str] = field(default_factory=lambda: {SITE})
    hasty: set[str] = field(default_factory=set)
    params: frozenset[str] | None = None
    seconds: int = LONGEST
    route: str = "-"
    is_public: bool = False


_now: ContextVar[Showing | None] = ContextVar("lane_showing", default=None)


def show(*scopes: str) -> None:
    """Add scopes to the answer that is being made: a change in any of them makes a new one."""
    if (showing := _now.get()) is not None:
        showing.scopes.update(scopes)


def show_hasty(*scopes: str) -> None:
    """Add scopes that change faster than answers are made, such as the seats of an event.

    A change in them makes a new answer at once too, unless one has been made twice within a second:
    then the next comes a moment (`MOMENT`) after the last. Only for what nobody decides by: the
    seats are counted again when one is taken.
    """
    if (showing := _now.get()) is not None:
        showing.hasty.update(scopes)


def hold(seconds: int) -> None:
    """Let the answer that is being made be kept no longer than this: what it shows ends by itself.

    For what depends on the clock, such as coming events.
    """
    if (showing := _now.get()) is not None:
        showing.seconds = min(showing.seconds, seconds)


def offer(*scopes: str, params: tuple[str, ...] | None = None) -> None:
    """Let the answer that is being made be kept for every visitor without a session.

    `params` names the query parameters that it depends on: all others are left out, also of what
    the view sees. With None no answer to a query is kept.
    """
    if (showing := _now.get()) is not None:
        showing.scopes.update(scopes)
        showing.params = None if params is None else frozenset(params)
        showing.is_public = True


def public(
    *scopes: str, params: tuple[str, ...] | None = None, seconds: int = LONGEST
) -> Callable[[View], View]:
    """Return a decorator for a function view that is the same for every visitor without a session.

    It shows these scopes and the site's own; `params` as in `offer`, `seconds` as in `hold`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def offered(*args: Any, **kwargs: Any) -> HttpResponseBase:
            offer(*scopes, params=params)
            hold(seconds)
            return view(*args, **kwargs)

        return cast("View", offered)

    return decorate


def name_route(route: str) -> None:
    """Say by which route the answer is made, for the log line of a hit."""
    if (showing := _now.get()) is not None:
        showing.route = route


def begin() -> Showing:
    """Start to write down what the answer shows, and return the page for it."""
    showing = Showing()
    _now.set(showing)
    return showing


def end() -> None:
    """Stop writing it down."""
    _now.set(None)
