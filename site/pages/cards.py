"""The card: what any page says of itself in a list, on the home page and in a letter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

# The pictures that templates/components/picture.html asks for; publishing makes them beforehand.
CARD_PICTURE: Final = "fill-900x600"
WIDE_PICTURE: Final = "fill-1680x720"
TEXT_PICTURE: Final = "width-1200"


@dataclass(frozen=True, kw_only=True)
class Card:
    """One page in a few words.

    `groups` are vocabulary terms of stakeholder groups (anything with `code` and `label`),
    `stages` the numbers 1 to 6 of the open innovation cycle, `starts` the local time of an event;
    an example is invented and says so.
    Without an `image` the cover is drawn from `cover_key`, `kind` and the title.
    """

    title: str
    url: str
    text: str = ""
    kicker: str = ""
    meta: tuple[str, ...] = ()
    kind: str = "page"
    cover_key: str = ""
    image: Any = None
    groups: tuple[Any, ...] = ()
    stages: tuple[int, ...] = ()
    stage_text: str = ""
    starts: datetime | None = None
    is_example: bool = False
    code: str = ""  # of a tool

    @property
    def key(self) -> str:
        """Return what decides how the cover is drawn: the given key, or the address."""
        return self.cover_key or self.url
