"""Turns an organiser's text with placeholders into the subject, the text and the HTML of a mail.

Nothing of a text is ever executed: a placeholder is a word in curly brackets that is looked up.
What comes in its place is escaped for Markdown, so that no name can bring a link along.
"""

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import nh3
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from community.members.texts import TAGS
from events.letters.placeholders import Link, Value
from outbox.rendering import absolute_url, one_line

NAME: Final = r"[a-z][a-z_]{0,39}"
ALONE: Final = re.compile(rf"^[ \t]*\{{(?P<name>{NAME})\}}[ \t]*$", re.MULTILINE)
INSIDE: Final = re.compile(rf"(?P<target>\]\()?\{{(?P<name>{NAME})\}}")
BRACKETS: Final = re.compile(r"\{([^{}\n]*)\}")
PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
SCHEMES: Final = ("https://", "http://")
WIDTH: Final = 76
LONGEST_NAME: Final = 40  # of a wrong placeholder, in a message about it


def names_in(*texts: str) -> set[str]:
    """Return the names of the placeholders in some texts."""
    return {found["name"] for text in texts for found in INSIDE.finditer(text)}


def problems_in(text: str, known: Collection[str]) -> list[str]:
    """Return what is wrong with the curly brackets of a text, in words for the form."""
    listed = ", ".join(f"{{{name}}}" for name in known)
    wrong = [name for name in BRACKETS.findall(text) if name not in known]
    unknown = _("%(wrong)s is no placeholder of this mail. These are: %(known)s.")
    found = [
        unknown % {"wrong": f"{{{name[:LONGEST_NAME]}}}", "known": listed}
        for name in dict.fromkeys(wrong)
    ]
    if set("{}") & set(BRACKETS.sub("", text)):
        stray = _("A curly bracket stands alone. A placeholder is written {name}; these are: %s.")
        found.append(stray % listed)
    return found


def filled_line(subject: str, values: Mapping[str, Value]) -> str:
    """Return a subject with its placeholders filled, in one line; links have no place there."""

    def fill(found: re.Match[str]) -> str:
        value = values.get(found["name"], "")
        return f"{found['target'] or ''}{value if isinstance(value, str) else ''}"

    line = INSIDE.sub(fill, subject)
    return one_line("".join(letter if letter.isprintable() else " " for letter in line))


def filled(markdown: str, values: Mapping[str, Value]) -> str:
    """Return a Markdown text with its placeholders filled; several links in a line are a list."""

    def fill_line(found: re.Match[str]) -> str:
        value = values.get(found["name"], "")
        if isinstance(value, tuple):
            return "\n" + "".join(f"- {_inline(link)}\n" for link in value)
        return _inline(value)

    def fill(found: re.Match[str]) -> str:
        value = values.get(found["name"], "")
        if found["target"]:
            return f"](<{_address(value.url) if isinstance(value, Link) else ''}>"
        return _inline(value)

    return INSIDE.sub(fill, ALONE.sub(fill_line, markdown))


def as_html(markdown: str) -> SafeString:
    """Return Markdown as well-formed HTML of a few tags, for a mail."""
    reader = _reader()
    html = nh3.clean(
        reader.renderer.render(_tokens(markdown), reader.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )
    # MJML reads XML: empty tags close themselves, and no sign has a name of its own.
    xml = html.replace("<br>", "<br />").replace("<hr>", "<hr />").replace("&nbsp;", "&#160;")
    return mark_safe(xml)  # cleaned above


def as_text(markdown: str) -> str:
    """Return Markdown as plain text: lines up to 76 letters, addresses behind their words."""
    text = ""
    for is_item, block in _blocks(_tokens(markdown)):
        text += f"\n{block}" if is_item and text else f"\n\n{block}"
    return text.strip()


def _inline(value: Value) -> str:
    if isinstance(value, str):
        return PUNCTUATION.sub(r"\\\1", one_line(value))
    if isinstance(value, tuple):
        return ", ".join(_inline(link) for link in value)
    address = _address(value.url)
    if not address:
        return ""
    return f"[{_inline(value.text)}](<{address}>)" if value.text else f"<{address}>"


def _address(url: str) -> str:
    """Return an address without anything that would end it early; empty if it is not one."""
    return str(iri_to_uri(url)) if url.startswith(SCHEMES) else ""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20, "breaks": True})
    return reader.disable(
        [
            *("image", "heading", "lheading", "html_block", "html_inline"),
            # In code nothing is escaped, and who indents a line does not mean code.
            *("code", "fence", "backticks"),
        ]
    )


def _tokens(markdown: str) -> Sequence[Token]:
    """Return the parsed text; addresses of this site are full ones."""
    tokens = _reader().parse(markdown)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = absolute_url(str(child.attrs.get("href", "")))
    return tokens


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[bool, str]]:
    """Yield each paragraph as lines, and whether it follows another item of the same list."""
    lists: list[int | None] = []
    mark, is_first = "", True
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            is_ordered = token.type == "ordered_list_open"
            lists.append(int(token.attrs.get("start", 1)) if is_ordered else None)
            is_first = len(lists) == 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            mark = _mark(lists)
        elif token.type == "hr":
            yield False, "* * *"
        elif token.type == "inline":
            yield bool(mark) and not is_first, _wrapped(token, mark)
            is_first = is_first and not mark
            mark = ""


def _mark(lists: list[int | None]) -> str:
    """Return what stands before an item, and count on where items are numbered."""
    number = lists[-1]
    if number is not None:
        lists[-1] = number + 1
    indent = "  " * (len(lists) - 1)
    return f"{indent}- " if number is None else f"{indent}{number}. "


def _wrapped(token: Token, mark: str) -> str:
    words = "".join(_words(token.children or ()))
    indent = " " * len(mark)
    lines = [
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=indent if number else mark,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(words.split("\n"))
    ]
    return "\n".join(lines)


def _words(children: Sequence[Token]) -> Iterator[str]:
    address, inside = "", ""
    for child in children:
        if child.type == "link_open":
            address, inside = str(child.attrs.get("href", "")), ""
        elif child.type == "link_close":
            plain = address.removeprefix("mailto:")
            yield "" if inside in {plain, address} or not plain else f" ({plain})"
        else:
            text = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
            inside += text
            yield text
