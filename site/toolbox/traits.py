"""What the guided path asks of a tool: its facts as plain numbers and words."""

from dataclasses import dataclass
from typing import Any, Final

from pages.models import ToolPage

HOUR: Final = 60
DAY: Final = 8 * HOUR  # of work
# The least that each effort of the vocabulary takes, where a tool gives no minutes of its own.
MINUTES_OF_EFFORT: Final = {
    "under-1-hour": HOUR,
    "half-day": 3 * HOUR,
    "1-2-days": DAY,
    "1-4-weeks": 3 * DAY,
    "over-1-month": 10 * DAY,
}
EVERYBODY: Final = 999


@dataclass(frozen=True, kw_only=True)
class Traits:
    """The facts of one tool; where it says nothing, nothing is ruled out."""

    stage: int = 0
    stages: frozenset[int] = frozenset()
    modes: frozenset[str] = frozenset()
    minutes: int = 0
    group: tuple[int, int] = (1, EVERYBODY)
    difficulty: str = ""
    facilitation: str = ""
    setting: str = "either"


def traits_of(tool: ToolPage) -> Traits:
    """Return the facts of a tool whose terms are loaded; no query."""
    stage = tool.stage.order if tool.stage else 0
    others = {term.order for term in tool.other_stages.all()}
    least = tool.minutes_min or MINUTES_OF_EFFORT.get(_code(tool.effort), 0)
    return Traits(
        stage=stage,
        stages=frozenset({stage, *others}),
        modes=frozenset(term.code for term in tool.oi_modes.all()),
        minutes=least,
        group=(tool.group_min or 1, tool.group_max or EVERYBODY),
        difficulty=_code(tool.difficulty),
        facilitation=_code(tool.facilitation),
        setting=tool.setting,
    )


def _code(term: Any) -> str:
    return term.code if term else ""
