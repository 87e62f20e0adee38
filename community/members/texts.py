"""What people write about themselves, made safe to show: names, single lines, and Markdown."""

import re
import unicodedata
from functools import cache
from typing import Final

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from community.members.models import plain_name

# Nobody sees these, and copying brings them along: marks of direction, joiners, fillers, breaks.
# Source: Unicode 16, general category Cf, and the letters that are drawn as nothing.
UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028\u2029"
    "\u2060-\u2064\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
SPACES: Final = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# These turn the letters around them, so that a name reads as another. Source: Unicode TR 36, 3.
TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Other control characters, private use and halves of letters: no keyboard writes them.
CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff]"
)
MOST_MARKS: Final = 4  # accents on one letter; no language needs more
LONGEST_FACTOR: Final = 4  # what is longer, unseen letters included, is not looked at

TAGS: Final = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}


def plain_line(text: str) -> str:
    """Return one line as people see it: composed (NFC), without unseen letters or double spaces.

    Raises:
        ValidationError: it has what no name has, letters that turn others around, control
            characters, or more accents on one letter than any language has.
    """
    text = SPACES.sub(" ", UNSEEN.sub("", text)).strip(" ")
    plain_name(text)
    _refuse_control(text)
    return unicodedata.normalize("NFC", text)


def plain_text(text: str) -> str:
    """Return a longer text composed (NFC), its line breaks and joiners kept.

    Raises:
        ValidationError: as `plain_line`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_control(text)
    return unicodedata.normalize("NFC", text).strip()


def _refuse_control(text: str) -> None:
    if TURNING.search(text):
        message = _("This text has a sign that turns the letters around it. Type it anew.")
        raise ValidationError(message, code="turning")
    if CONTROL.search(text):
        message = _("This text has a sign that no keyboard writes. Type it anew.")
        raise ValidationError(message, code="control")
    if _has_tower(text):
        message = _("One letter here has too many accents. Type it anew.")
        raise ValidationError(message, code="marks")


def _has_tower(text: str) -> bool:
    """Return whether accents are stacked; sorting a long stack would also take minutes."""
    height = 0
    for letter in text:
        height = height + 1 if unicodedata.combining(letter) else 0
        if height > MOST_MARKS:
            return True
    return False


def as_html(markdown: str) -> str:
    """Return members' Markdown as HTML: paragraphs, lists, emphasis and links, nothing else.

    Neither HTML nor headings nor pictures pass, and a link tells search engines that it is not
    ours.
    """
    return nh3.clean(
        _reader().render(markdown),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http"},
        link_rel="nofollow ugc noopener noreferrer",
    )


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    return reader.disable(["image", "heading", "lheading", "html_block", "html_inline"])
