"""XML made of nested tuples, with nothing in it that XML cannot carry."""

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

# What is no Char of XML 1.0 (section 2.2): control signs, lone surrogates, two non-characters.
FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of(value: Any) -> str:
    """Return a text as XML carries it, escaped."""
    return escape(FORBIDDEN.sub("", str(value)))


def element(name: str, *inside: str, text: Any = "", **attributes: Any) -> str:
    """Return an element; attributes without a value are left out, `xml_lang` means `xml:lang`."""
    given = "".join(
        f" {key.replace('_', ':')}={quoteattr(FORBIDDEN.sub('', str(value)))}"
        for key, value in attributes.items()
        if value not in (None, "")
    )
    content = "".join(inside) + text_of(text)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def root(name: str, namespaces: Mapping[str, str], *inside: str) -> str:
    """Return an outermost element with its namespaces, as they are written."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in namespaces.items())
    return f"<{name}{given}>{''.join(inside)}</{name}>"
