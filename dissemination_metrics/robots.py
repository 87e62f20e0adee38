"""Tells robots from readers by what they call themselves.

Source: COUNTER Code of Practice 5.1, section 7.8: all traffic on its list must be left out, and
that of other robots that one knows of.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

LIST: Final = Path(__file__).parent / "data" / "robots.json"
LONGEST: Final = 500  # characters; browsers stay below 300


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(LIST.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Return what to take out of a user agent first, and what then gives a robot away."""
    people = re.compile("|".join(_content()["people"]), re.IGNORECASE)
    lists = tuple(
        re.compile("|".join(part["patterns"]), re.IGNORECASE if part["ignore_case"] else 0)
        for part in _content()["lists"]
    )
    return people, lists


def list_version() -> str:
    """Return the day of the list in use; reports name it, because figures depend on it."""
    return str(_content()["version"])


@lru_cache(maxsize=4096)
def is_robot(user_agent: str) -> bool:
    """Return whether this is no reader: a listed robot, a nameless client, an absurdly long name.

    Phones and browsers of people whose names merely look like a robot's are taken out first.
    """
    if len(user_agent) > LONGEST:
        return True
    people, lists = _patterns()
    rest = people.sub("", user_agent)
    return any(patterns.search(rest) for patterns in lists)
