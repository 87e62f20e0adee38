"""Deeds of the rooms below that are laid at the same time as this one."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def deed_of(module: str, name: str) -> Callable[..., Any]:
    """Return a deed of another room, or one that does nothing where the room has none."""
    try:
        found: Callable[..., Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        return _nothing
    return found


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    """Do nothing."""
