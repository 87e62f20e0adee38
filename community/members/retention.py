"""How long each thing is kept: rules that the clock carries out, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """One rule. `run` forgets what is due and returns how much; run twice, it finds nothing more.

    It runs in a transaction of its own, under the lock of the rule.
    """

    name: str  # one for ever: the log of the runs is kept under it
    title: StrOrPromise
    reason: StrOrPromise
    period: StrOrPromise
    run: Callable[[], int]


_rules: Final[dict[str, RetentionRule]] = {}


def register_retention(
    name: str, *, title: StrOrPromise, reason: StrOrPromise, period: StrOrPromise
) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Return a decorator that lets the clock run a function as a rule of retention.

    Raises:
        ValueError: another function has this name.
    """

    def register(run: Callable[[], int]) -> Callable[[], int]:
        if name in _rules and _rules[name].run is not run:
            message = f"Two rules of retention are called {name!r}."
            raise ValueError(message)
        _rules[name] = RetentionRule(name=name, title=title, reason=reason, period=period, run=run)
        return run

    return register


def in_days(number: int) -> StrOrPromise:
    """Return a period for a rule whose days are a setting."""
    return format_lazy(_("{number} days"), number=number)


def retention_rules() -> list[RetentionRule]:
    """Return all rules, by name."""
    return sorted(_rules.values(), key=lambda rule: rule.name)
