"""Reads editors' HTML into plain data, so that a document can be set from it without markup."""

from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

PARAGRAPHS: Final = {"p", "h2", "h3", "h4", "li", "blockquote"}
STYLES: Final = {"b": "strong", "strong": "strong", "i": "emph", "em": "emph"}
SAFE: Final = {"http", "https", "mailto"}
HEADINGS: Final = {"h2", "h3", "h4"}


def paragraphs_of(html: str, *, base: str = "") -> list[dict[str, Any]]:
    """Return the paragraphs of some HTML.

    Each has a `kind` ("text", "heading", "item" or "numbered") and `runs`, each with its `text`,
    and where it is so `strong`, `emph` and the full address `url`. Relative links are read from
    `base`; links of other kinds than web and mail are left out, their words stay.
    """
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    return [paragraph for paragraph in reader.paragraphs if paragraph["runs"]]


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.paragraphs: list[dict[str, Any]] = []
        self.styles: list[str] = []
        self.lists: list[str] = []
        self.url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PARAGRAPHS:
            self.paragraphs.append({"kind": self._kind(tag), "runs": []})
        elif tag in STYLES:
            self.styles.append(STYLES[tag])
        elif tag in {"ul", "ol"}:
            self.lists.append(tag)
        elif tag == "a":
            self.url = self._address(dict(attrs).get("href") or "")
        elif tag == "br":
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in STYLES and self.styles:
            self.styles.pop()
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "a":
            self.url = ""

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        if not self.paragraphs:
            if not text.strip():
                return
            self.paragraphs.append({"kind": "text", "runs": []})
        runs = self.paragraphs[-1]["runs"]
        if text.strip(" \t\r") or runs:
            run: dict[str, Any] = {"text": text, **dict.fromkeys(self.styles, True)}
            runs.append(run | {"url": self.url} if self.url else run)

    def _kind(self, tag: str) -> str:
        if tag == "li":
            return "numbered" if self.lists[-1:] == ["ol"] else "item"
        return "heading" if tag in HEADINGS else "text"

    def _address(self, href: str) -> str:
        address = urljoin(self.base, href) if href else ""
        return address if urlsplit(address).scheme in SAFE else ""
