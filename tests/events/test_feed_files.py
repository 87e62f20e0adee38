"""Calendars of many events: the golden file, and any events in any zones, by three parsers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.ical import feed, one_line
from tests.events import rfc5545
from tests.events.test_ical import SCARY, ZONES, appointment

GOLDEN = Path(__file__).parent / "golden" / "events.ics"
START = datetime(2024, 1, 1, tzinfo=UTC)
TWO_YEARS = 60 * 24 * 365 * 2


def golden_events():
    hours = timedelta(hours=3)
    yield appointment(sequence=1)
    for uid, start, zone, more in (
        ("1f", datetime(2027, 4, 9, 8, tzinfo=UTC), "Europe/Brussels", {"is_cancelled": True}),
        ("2f", datetime(2027, 3, 20, 17, tzinfo=UTC), "America/New_York", {"place": "New York"}),
        ("3f", datetime(2027, 5, 1, 9, tzinfo=UTC), "UTC", {"text": "Ça ira; mañana, \\o/"}),
    ):
        yield appointment(
            uid=f"{uid}@example.org", start=start, end=start + hours, zone=zone, **more
        )


def test_a_feed_is_the_golden_file_byte_for_byte():
    data = feed(golden_events(), name="INSPIRE: events")
    assert data == GOLDEN.read_bytes()
    rfc5545.read_feed(data)


def test_an_empty_feed_is_a_calendar_with_a_name():
    calendar = rfc5545.read_feed(feed([], name="INSPIRE:\nevents"))
    assert calendar.parts == []
    assert calendar.one("X-WR-CALNAME").value == "INSPIRE: events"


def unmistakable(zone: str, start: datetime) -> datetime:
    """Return a moment near `start` whose hour does not exist twice by the clock of the zone."""
    return start + timedelta(hours=4) if start.astimezone(ZoneInfo(zone)).fold else start


any_event = st.tuples(
    st.sampled_from(ZONES), st.integers(0, TWO_YEARS), st.integers(1, 600), SCARY, st.booleans()
)


@given(
    since=st.integers(0, 10 * 365),
    wanted=st.lists(any_event, max_size=12),
    one_zone=st.none() | st.sampled_from(ZONES),
)
@example(
    since=900,
    wanted=[("Europe/Brussels", minutes, 90, "a", False) for minutes in (0, 200_000, 900_000)],
    one_zone=None,
)
@example(
    since=800,
    wanted=[("Africa/Casablanca", minutes, 90, "a", True) for minutes in (0, 300_000, 1_000_000)],
    one_zone=None,
)
@settings(max_examples=60, deadline=None)
def test_three_parsers_find_every_event_where_it_is(since, wanted, one_zone):
    events = []
    for number, (zone, minutes, length, title, is_cancelled) in enumerate(wanted):
        zone = one_zone or zone
        start = unmistakable(zone, START + timedelta(days=since, minutes=minutes))
        end = start + timedelta(minutes=length)
        if end.astimezone(ZoneInfo(zone)).fold:
            end = start + timedelta(minutes=1)
        if end.astimezone(ZoneInfo(zone)).fold:
            continue
        facts = {"start": start, "end": end, "zone": zone, "title": title}
        uid = f"{number}@example.org"
        events.append(appointment(uid=uid, is_cancelled=is_cancelled, **facts))
    data = feed(events, name="All")
    strict = rfc5545.read_feed(data).within("VEVENT")
    theirs = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len(strict) == len(theirs) == len(events)
    for event, ours, other in zip(events, strict, theirs, strict=True):
        assert ours.one("UID").value == event.uid
        assert ours.one("STATUS").value == ("CANCELLED" if event.is_cancelled else "CONFIRMED")
        assert str(other["SUMMARY"]) == one_line(event.title)
        assert other.start.astimezone(UTC) == event.start
    assert by_descriptions(data) == {event.uid: (event.start, event.end) for event in events}


def by_descriptions(data: bytes) -> dict[str, tuple[datetime, datetime]]:
    """Return the moments as dateutil works them out from the VTIMEZONEs alone."""
    calendar = vobject.readOne(data.decode())
    zones = {zone.tzid.value: zone.tzinfo for zone in calendar.contents.get("vtimezone", [])}
    found = {}
    for event in calendar.contents.get("vevent", []):
        clock = zones.get(getattr(event.dtstart, "x_vobj_original_tzid_param", None), UTC)
        moments = (event.dtstart.value, event.dtend.value)
        start, end = (moment.replace(tzinfo=clock).astimezone(UTC) for moment in moments)
        found[event.uid.value] = (start, end)
    return found
