"""By what an answer is kept: which requests ask for the same thing."""

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

Environ = dict[str, Any]

LONGEST_PATH: Final = 512
LONGEST_QUERY: Final = 512
LONGEST_VALUE: Final = 64
MOST_PAIRS: Final = 12
# What campaigns hang onto addresses; no page depends on it.
CAMPAIGN: Final = re.compile(r"(?:utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid)")


class Place(NamedTuple):
    """An address without its query."""

    is_secure: bool
    host: str
    path: str


class Key(NamedTuple):
    """A place and what was asked of it, in one canonical form."""

    place: Place
    query: str


def hosts_of(site_url: str, allowed: Iterable[str]) -> frozenset[str]:
    """Return the Host headers whose answers may be kept.

    Django takes any port and, by a leading dot, any name below a domain; kept by those, answers
    would be without number.
    """
    parts = urlsplit(site_url)
    names = {name.lower() for name in allowed if name and name[0] not in ".*"}
    names.add(parts.hostname or "")
    ports = {"", ":80", ":443", f":{parts.port}" if parts.port else ""}
    return frozenset(name + port for name in names for port in ports if name)


def canonical_query(query: str, params: frozenset[str] | None) -> str | None:
    """Return the query in its canonical form, or None where the answer is not to be kept.

    With `params`, all other parameters are left out: they share the answer without them. Without,
    only what campaigns add is. Values keep their order within a name.
    """
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        return None
    if params is None:
        return "" if all(CAMPAIGN.fullmatch(name) for name, _ in pairs) else None
    known = [pair for pair in pairs if pair[0] in params]
    if len(known) > MOST_PAIRS or any(len(value) > LONGEST_VALUE for _, value in known):
        return None
    return urlencode(sorted(known, key=lambda pair: pair[0]))


def cookie_names(header: str) -> set[str]:
    """Return the names of the cookies that a request carries."""
    return {part.partition("=")[0].strip() for part in header.split(";")}
