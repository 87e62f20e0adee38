"""What a request accepts and what it knows already: encodings, tags and dates (RFC 9110)."""

import re
from functools import lru_cache
from typing import Final

from django.utils.http import parse_http_date_safe

PREFERRED: Final = ("br", "gzip")
TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


@lru_cache(maxsize=256)
def encoding_for(accepted: str) -> str:
    """Return the best encoding that an Accept-Encoding header allows, "" for none."""
    weights: dict[str, float] = {}
    for part in accepted[:300].lower().split(","):
        name, _, options = part.partition(";")
        weights[name.strip()] = _weight(options)
    rest = weights.get("*", 0.0)
    best = max(PREFERRED, key=lambda name: weights.get(name, rest))
    return best if weights.get(best, rest) > 0 else ""


def _weight(options: str) -> float:
    """Return the q-value; what cannot be read counts as a refusal."""
    name, _, value = options.replace(" ", "").partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name == "q" else 0.0
    except ValueError:
        return 0.0


def knows(header: str, etag: str) -> bool:
    """Return whether an If-None-Match header names this tag; weak ones count (RFC 9110, 13.1.2)."""
    return header.strip() == "*" or etag in TAG.findall(header[:2000])


def is_as_old(since: str, modified: str) -> bool:
    """Return whether nothing changed after an If-Modified-Since header (13.1.3).

    It is asked only of who sends no tag, and says no where either date cannot be read.
    """
    asked, known = parse_http_date_safe(since), parse_http_date_safe(modified)
    return asked is not None and known is not None and known <= asked


def demands_other(header: str, etag: str) -> bool:
    """Return whether an If-Match header rules this tag out; weak ones never match (13.1.1)."""
    if header.strip() == "*":
        return False
    strong = [part.strip() for part in header[:2000].split(",")]
    return etag not in strong
