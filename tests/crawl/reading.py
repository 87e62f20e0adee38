"""What the tests want to know of a page, read from its HTML once."""

import re
from dataclasses import dataclass, field

from lxml import html

SLANTED = ("em", "i", "cite", "dfn", "var", "address")  # what browsers set in italics
DANGEROUS = re.compile(r"\s*(javascript|data):", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """A page without its words: thousands of them are kept, and trees are large."""

    anchors: list[tuple[str, frozenset[str]]] = field(default_factory=list)  # address, relation
    links: list[tuple[str, frozenset[str]]] = field(default_factory=list)  # those of the head
    ids: frozenset[str] = frozenset()
    actions: list[str] = field(default_factory=list)  # where forms lead
    sources: list[str] = field(default_factory=list)  # of pictures, scripts, frames
    scripts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)  # what a strict policy would block
    main_headings: int = 0
    language: str = ""
    title: str = ""
    description: str = ""
    is_slanted: bool = False


def read(text: str) -> Facts:
    """Return the facts of a page; of an empty answer none."""
    if not text.strip():
        return Facts()
    tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    return Facts(
        anchors=_addresses(elements, "a"),
        links=_addresses(elements, "link"),
        ids=frozenset(element.get("id") for element in elements if element.get("id")),
        actions=[e.get("action", "") for e in elements if e.tag == "form"],
        sources=[e.get("src") for e in elements if e.get("src")],
        scripts=[e.get("src") for e in elements if e.tag == "script" and e.get("src")],
        inline=[fault for element in elements for fault in _inline(element)],
        main_headings=sum(element.tag == "h1" for element in elements),
        language=tree.get("lang", ""),
        title="".join(tree.xpath("string(/html/head/title)")),
        description="".join(tree.xpath("string(/html/head/meta[@name='description']/@content)")),
        is_slanted=any(element.tag in SLANTED for element in elements),
    )


def _addresses(elements: list[html.HtmlElement], tag: str) -> list[tuple[str, frozenset[str]]]:
    found = [element for element in elements if element.tag == tag and element.get("href")]
    return [(element.get("href"), frozenset(element.get("rel", "").split())) for element in found]


def _inline(element: html.HtmlElement) -> list[str]:
    """Return what a strict policy would block of one element."""
    found = [f"{name}=" for name in element.attrib if name == "style" or name[:2] == "on"]
    # A block of data is no script: no policy runs it.
    is_data = element.get("type") == "application/ld+json"
    if element.tag == "script" and not element.get("src") and not is_data:
        found.append("<script>")
    if element.tag == "style":
        found.append("<style>")
    addresses = (element.get("href", ""), element.get("src", ""))
    return found + [address[:40] for address in addresses if DANGEROUS.match(address)]
