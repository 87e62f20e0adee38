"""Calendar objects: any text, any zone, any day of the year, read by three parsers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.ical import Appointment, Person, invitation, one_line, plain, publication, withdrawal
from events.ical_zones import zone_component
from events.times import time_zones
from tests.events import rfc5545

ZONES = [name for name, _label in time_zones()]
BOB = Person(name="Bob Example", email="bob@example.org")
HOST = Person(name="INSPIRE", email="post@example.org")
SCARY = st.text(max_size=300)
WRITERS = [
    lambda a: invitation(a, attendee=BOB),
    lambda a: withdrawal(a, attendee=BOB),
    publication,
]


def appointment(**changes):
    start = datetime(2026, 12, 3, 13, 0, tzinfo=UTC)
    facts = {
        "uid": "0f7c@example.org",
        "sequence": 0,
        "start": start,
        "end": start + timedelta(minutes=90),
        "zone": "Europe/Brussels",
        "title": "How to open a problem",
        "text": "Bring one problem.",
        "url": "https://example.org/events/one/",
        "place": "Online",
        "organiser": HOST,
        "changed": start,
        "categories": ("Webinar",),
    } | changes
    return Appointment(**facts)


def test_an_invitation_says_all_that_a_calendar_needs():
    data = invitation(
        appointment(sequence=2, online_url="https://meet.example.org/room"), attendee=BOB
    )
    calendar = rfc5545.read(data)
    (event,) = calendar.within("VEVENT")
    assert calendar.one("METHOD").value == "REQUEST"
    assert event.one("UID").value == "0f7c@example.org"
    assert event.one("SEQUENCE").value == "2"
    assert event.one("DTSTART").value == "20261203T140000"
    assert event.one("DTSTART").params == {"TZID": "Europe/Brussels"}
    attendee = event.one("ATTENDEE")
    assert attendee.value == "mailto:bob@example.org"
    assert attendee.params["PARTSTAT"] == "ACCEPTED"
    assert attendee.params["RSVP"] == "FALSE"
    assert event.one("ORGANIZER").value == "mailto:post@example.org"
    assert event.one("CONFERENCE").value == "https://meet.example.org/room"
    assert event.one("CONFERENCE").params["VALUE"] == "URI"
    assert "https://meet.example.org/room" in event.one("DESCRIPTION").value
    assert event.one("CATEGORIES").value == "Webinar"


def test_one_person_leaving_does_not_cancel_the_event():
    (event,) = rfc5545.read(withdrawal(appointment(), attendee=BOB)).within("VEVENT")
    assert event.all("STATUS") == []


def test_a_cancelled_event_says_so():
    data = withdrawal(appointment(is_cancelled=True), attendee=BOB)
    (event,) = rfc5545.read(data).within("VEVENT")
    assert event.one("STATUS").value == "CANCELLED"
    (public,) = rfc5545.read(publication(appointment(is_cancelled=True))).within("VEVENT")
    assert public.one("STATUS").value == "CANCELLED"


def test_a_file_for_everyone_names_nobody():
    (event,) = rfc5545.read(publication(appointment(categories=()))).within("VEVENT")
    assert event.all("ATTENDEE") == event.all("CATEGORIES") == []


@given(title=SCARY, text=SCARY, place=SCARY, name=SCARY, category=SCARY)
@example(
    title="a\r\nATTENDEE:mailto:x@y",
    text='"\\;,\n',
    place="\x00\x85\u2028",
    name='";:^"',
    category=",;",
)
@example(title="é" * 200, text="🙂" * 200, place="ł" * 75, name="Ω" * 150, category="")
@settings(max_examples=120, deadline=None)
def test_no_text_breaks_a_calendar(title, text, place, name, category):
    facts = appointment(title=title, text=text, place=place, categories=(category,))
    person = Person(name=name, email="bob@example.org")
    for data in (invitation(facts, attendee=person), publication(facts)):
        (event,) = rfc5545.read(data).within("VEVENT")
        (theirs,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
        assert str(theirs["SUMMARY"]) == one_line(title)
        assert str(theirs["LOCATION"]) == one_line(place)
        assert str(theirs["DESCRIPTION"]).startswith(plain(text))
        assert len(event.all("ATTENDEE")) <= 1


@given(
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 60 * 24 * 365 * 14),
    length=st.integers(1, 60 * 24 * 5),
)
@example(zone="Europe/Brussels", minutes=1_509_240, length=90)
@example(zone="Europe/Dublin", minutes=500_000, length=600)
@example(zone="Africa/Casablanca", minutes=600_000, length=60)
@example(zone="Australia/Lord_Howe", minutes=700_000, length=60)
@example(zone="America/New_York", minutes=800_000, length=60)
@example(zone="America/Godthab", minutes=129_660, length=1)  # forward twice, never back
@settings(max_examples=250, deadline=None)
def test_two_independent_parsers_find_the_same_moment_in_any_zone(zone, minutes, length):
    start = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    if start.astimezone(ZoneInfo(zone)).fold or (
        (start + timedelta(minutes=length)).astimezone(ZoneInfo(zone)).fold
    ):
        start += timedelta(hours=4)  # the hour that exists twice has no name in iCalendar
    end = start + timedelta(minutes=length)
    if end.astimezone(ZoneInfo(zone)).fold:
        end = start + timedelta(minutes=1)
    data = publication(appointment(start=start, end=end, zone=zone))
    rfc5545.read(data)
    assert by_description(data, "DTSTART") == start
    assert by_description(data, "DTEND") == end
    (theirs,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert theirs.start.astimezone(UTC) == start


def by_description(data: bytes, name: str) -> datetime:
    """Return a moment as dateutil works it out from the VTIMEZONE alone, not from the name."""
    calendar = vobject.readOne(data.decode())
    shown = getattr(calendar.vevent, name.lower()).value.replace(tzinfo=None)
    described = [zone.tzinfo for zone in calendar.contents.get("vtimezone", [])] or [UTC]
    return shown.replace(tzinfo=described[0]).astimezone(UTC)


def test_every_zone_is_described_shortly():
    start = datetime(2026, 7, 1, tzinfo=UTC)
    for zone in ZONES:
        component = zone_component(zone, start, start + timedelta(hours=1)).to_ical()
        assert len(component) < 700, zone
        assert component.count(b"BEGIN:") in (2, 3), zone


def test_a_zone_with_a_yearly_rule_gets_it_and_one_by_the_moon_does_not():
    start = datetime(2026, 12, 3, tzinfo=UTC)
    brussels = zone_component("Europe/Brussels", start, start).to_ical().decode()
    assert "BYDAY=-1SU" in brussels
    assert "BYMONTH=3" in brussels
    assert "DTSTART:20260329T020000" in brussels
    new_york = zone_component("America/New_York", start, start).to_ical().decode()
    assert "BYDAY=2SU" in new_york
    moon = zone_component("Africa/Casablanca", start, start).to_ical().decode()
    assert "RRULE" not in moon


def test_the_night_on_which_the_clocks_change_is_described_as_well():
    start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    data = publication(appointment(start=start, end=start + timedelta(hours=10)))
    assert by_description(data, "DTEND") == start + timedelta(hours=10)


def test_an_address_with_odd_letters_stays_an_address():
    person = Person(name="", email="o'brien+x%y@exämple.org")
    (event,) = rfc5545.read(invitation(appointment(), attendee=person)).within("VEVENT")
    assert event.one("ATTENDEE").value == "mailto:o'brien+x%25y@xn--exmple-cua.org"
