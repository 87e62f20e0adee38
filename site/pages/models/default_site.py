"""Finds the site for what no request asks for, such as mail, by as few queries as can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from wagtail.models import Site

from lane.memory import keep
from lane.showing import SITE

_at_hand: Final = ContextVar[Site | None]("site at hand", default=None)


def default_site() -> Site | None:
    """Return the site for what no request asks for, such as mail; None before there is one."""
    return _at_hand.get() or keep("default site", _default_site, SITE)


@contextmanager
def site_at_hand() -> Iterator[None]:
    """Read the default site once for a piece of work that asks for it again and again.

    Workers keep nothing in memory: there, each mail would read it several times.
    """
    token = _at_hand.set(default_site())
    try:
        yield
    finally:
        _at_hand.reset(token)


def _default_site() -> Site | None:
    return Site.objects.filter(is_default_site=True).first()
