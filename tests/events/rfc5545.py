"""A strict reader of iCalendar, written from the RFCs and from nothing of ours.

It refuses what lenient parsers let pass: bare line feeds, long lines, broken UTF-8 at a fold,
unescaped commas, missing or forbidden properties for the method (RFC 5546, section 3.2).
"""

import re
from dataclasses import dataclass, field

NAME = re.compile(r"[A-Z][A-Z0-9-]*")
PARAMETER = re.compile(
    r';([A-Z][A-Z0-9-]*)=((?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x1f]*)'
    r'(?:,(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*)'
)
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT"}
BAD_TEXT = re.compile(r"(?<!\\)(?:\\\\)*(?:\\[^\\;,nN]|[;,])")
STAMP = re.compile(r"\d{8}T\d{6}Z")
LOCAL = re.compile(r"\d{8}T\d{6}")
OFFSET = re.compile(r"[+-]\d{4}(\d\d)?")
ONCE = {
    "UID",
    "SEQUENCE",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "ORGANIZER",
    "STATUS",
    "LAST-MODIFIED",
    "CLASS",
    "TRANSP",
}
NEEDED = {
    "REQUEST": {"UID", "DTSTAMP", "DTSTART", "ORGANIZER", "ATTENDEE", "SUMMARY", "SEQUENCE"},
    "CANCEL": {"UID", "DTSTAMP", "ORGANIZER", "ATTENDEE", "SEQUENCE"},
    "PUBLISH": {"UID", "DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY"},
}


class NotACalendar(AssertionError):
    """The bytes break a rule; the message says which."""


@dataclass
class Line:
    """One content line."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Part:
    """One component."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def one(self, name: str) -> Line:
        found = self.all(name)
        require(len(found) == 1, f"{self.name} has {len(found)} {name}")
        return found[0]

    def within(self, name: str) -> list["Part"]:
        return [part for part in self.parts if part.name == name]


def require(condition: object, message: str) -> None:
    if not condition:
        raise NotACalendar(message)


def read(data: bytes) -> Part:
    """Return the VCALENDAR, every rule checked."""
    calendar = tree([line_of(text) for text in unfold(data)])
    require(calendar.name == "VCALENDAR", "no VCALENDAR")
    require(calendar.one("VERSION").value == "2.0", "VERSION")
    require(calendar.one("PRODID").value, "PRODID")
    method = calendar.one("METHOD").value
    (event,) = calendar.within("VEVENT")
    check_event(event, method)
    check_zones(calendar, [event])
    return calendar


def read_feed(data: bytes) -> Part:
    """Return the VCALENDAR of a subscription: any number of events, no METHOD, no double UID."""
    calendar = tree([line_of(text) for text in unfold(data)])
    require(calendar.name == "VCALENDAR", "no VCALENDAR")
    require(calendar.one("VERSION").value == "2.0", "VERSION")
    require(not calendar.all("METHOD"), "a METHOD in a feed")
    require(calendar.one("NAME").value == calendar.one("X-WR-CALNAME").value, "two names")
    require(calendar.one("REFRESH-INTERVAL").params == {"VALUE": "DURATION"}, "REFRESH-INTERVAL")
    events = calendar.within("VEVENT")
    for event in events:
        check_event(event, "PUBLISH")
    uids = [event.one("UID").value for event in events]
    require(len(set(uids)) == len(uids), "a UID twice")
    check_zones(calendar, events)
    return calendar


def unfold(data: bytes) -> list[str]:
    require(data.endswith(b"\r\n"), "the last line has no CRLF")
    physical = data[:-2].split(b"\r\n")
    for line in physical:
        require(len(line) <= 75, f"a line of {len(line)} octets")
        require(b"\n" not in line and b"\r" not in line, "a bare CR or LF")
        line.decode("utf-8")  # a fold inside a letter breaks here
    return data[:-2].decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")


def line_of(text: str) -> Line:
    require(not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text), f"control character in {text[:40]!r}")
    name = NAME.match(text)
    require(name, f"no name in {text[:40]!r}")
    position, params = name.end(), {}
    while found := PARAMETER.match(text, position):
        require(found[1] not in params, f"parameter {found[1]} twice")
        params[found[1]] = found[2]
        position = found.end()
    require(text[position : position + 1] == ":", f"no value in {text[:60]!r}")
    line = Line(name[0], params, text[position + 1 :])
    if line.name in TEXTS:
        require(not BAD_TEXT.search(line.value), f"{line.name} is not escaped: {line.value[:60]!r}")
    return line


def tree(lines: list[Line]) -> Part:
    root = Part("")
    path = [root]
    for line in lines:
        if line.name == "BEGIN":
            part = Part(line.value)
            path[-1].parts.append(part)
            path.append(part)
        elif line.name == "END":
            require(path[-1].name == line.value, f"END:{line.value} ends {path[-1].name}")
            path.pop()
        else:
            path[-1].lines.append(line)
    require(path == [root] and len(root.parts) == 1 and not root.lines, "not one component")
    return root.parts[0]


def check_event(event: Part, method: str) -> None:
    names = [line.name for line in event.lines]
    require(NEEDED[method] <= set(names), f"{method} lacks {NEEDED[method] - set(names)}")
    for name in ONCE:
        require(names.count(name) <= 1, f"{name} twice")
    require(STAMP.fullmatch(event.one("DTSTAMP").value), "DTSTAMP is not in UTC")
    require(event.one("SEQUENCE").value.isdecimal(), "SEQUENCE is no number")
    attendees = event.all("ATTENDEE")
    require(len(attendees) == (0 if method == "PUBLISH" else 1), f"{len(attendees)} attendees")
    for line in [*attendees, event.one("ORGANIZER")]:
        require(re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", line.value), f"no address: {line.value}")
    status = [line.value for line in event.all("STATUS")]
    require(method != "REQUEST" or status == ["CONFIRMED"], f"REQUEST with {status}")
    require(method != "CANCEL" or status in ([], ["CANCELLED"]), f"CANCEL with {status}")


def check_zones(calendar: Part, events: list[Part]) -> None:
    zones = {zone.one("TZID").value: zone for zone in calendar.within("VTIMEZONE")}
    used = set()
    require(len(zones) == len(calendar.within("VTIMEZONE")), "a zone described twice")
    for line in [event.one(name) for event in events for name in ("DTSTART", "DTEND")]:
        zone = line.params.get("TZID")
        used |= {zone} - {None}
        require((LOCAL if zone else STAMP).fullmatch(line.value), f"{line.name}: {line.value}")
    require(set(zones) == used, f"described {set(zones)}, used {used}")
    for zone in zones.values():
        observances = zone.within("STANDARD") + zone.within("DAYLIGHT")
        require(observances, "a zone without a rule")
        for part in observances:
            require(LOCAL.fullmatch(part.one("DTSTART").value), "observance without local DTSTART")
            require(OFFSET.fullmatch(part.one("TZOFFSETFROM").value), "TZOFFSETFROM")
            require(OFFSET.fullmatch(part.one("TZOFFSETTO").value), "TZOFFSETTO")
