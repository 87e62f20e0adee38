"""When a planned mail is due, by the clock of its event."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events.letters.moments import Anchor, Rule, due_at
from events.times import EVENING, MORNING, from_the_wall, on_the_wall

BRUSSELS = "Europe/Brussels"


def due(shown, *, zone=BRUSSELS, minutes=90, **rule):
    start = from_the_wall(datetime.fromisoformat(shown), zone)
    known = {"anchor": Anchor.BEFORE_START} | rule
    found = due_at(
        start=start, end=start + timedelta(minutes=minutes), zone=zone, rule=Rule(**known)
    )
    return on_the_wall(found, zone).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("shown", "rule", "expected"),
    [
        ("2027-06-10T14:00", {"number": 1, "unit": "days"}, "2027-06-09T14:00"),
        ("2027-06-10T14:00", {"number": 7, "unit": "days"}, "2027-06-03T14:00"),
        ("2027-06-10T14:00", {"number": 1, "unit": "hours"}, "2027-06-10T13:00"),
        # Clocks went forward in the night of 28 March, and back in that of 31 October.
        ("2027-03-28T14:00", {"number": 1, "unit": "days"}, "2027-03-27T14:00"),
        ("2027-03-29T09:00", {"number": 24, "unit": "hours"}, "2027-03-28T09:00"),
        ("2027-03-28T14:00", {"number": 24, "unit": "hours"}, "2027-03-27T13:00"),
        ("2027-10-31T14:00", {"number": 1, "unit": "days"}, "2027-10-30T14:00"),
        ("2027-10-31T14:00", {"number": 24, "unit": "hours"}, "2027-10-30T15:00"),
        # The hour that the clocks jump over, and the night as such.
        ("2027-03-29T02:30", {"number": 1, "unit": "days"}, "2027-03-28T08:00"),
        ("2027-06-10T06:30", {"number": 1, "unit": "days"}, "2027-06-09T08:00"),
        ("2027-06-10T23:30", {"number": 1, "unit": "days"}, "2027-06-10T08:00"),
        ("2027-06-10T14:00", {"number": 12, "unit": "hours"}, "2027-06-10T08:00"),
        ("2027-06-10T07:00", {"number": 3, "unit": "hours"}, "2027-06-09T22:00"),
        ("2027-06-10T07:00", {"number": 1, "unit": "hours"}, "2027-06-10T06:00"),
        ("2027-06-10T14:00", {"number": 1, "unit": "days", "at_time": time(9)}, "2027-06-09T09:00"),
        (
            "2027-06-10T14:00",
            {"number": 2, "unit": "days", "anchor": Anchor.AFTER_END},
            "2027-06-12T15:30",
        ),
        (
            "2027-06-10T21:30",
            {"number": 2, "unit": "hours", "anchor": Anchor.AFTER_END},
            "2027-06-11T08:00",
        ),
    ],
)
def test_it_is_due(shown, rule, expected):
    assert due(shown, **rule) == expected


@given(
    start=some.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    zone=some.sampled_from([BRUSSELS, "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"]),
    number=some.integers(1, 60),
    unit=some.sampled_from(["hours", "days"]),
    anchor=some.sampled_from(list(Anchor)),
    at_time=some.none() | some.times(MORNING, EVENING).map(lambda t: t.replace(fold=0)),
)
def test_it_is_on_the_right_side_and_never_at_night(start, zone, number, unit, anchor, at_time):
    begins = start.replace(tzinfo=UTC)
    ends = begins + timedelta(hours=2)
    rule = Rule(
        number=number, unit=unit, anchor=anchor, at_time=at_time if unit == "days" else None
    )
    moment = due_at(start=begins, end=ends, zone=zone, rule=rule)
    base = begins if rule.is_from_start else ends
    assert (moment < base) == rule.is_before
    if unit == "days" or number > 1:
        assert MORNING <= on_the_wall(moment, zone).time() <= EVENING
