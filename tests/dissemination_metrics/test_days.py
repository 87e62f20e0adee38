"""The local day, also when clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dissemination_metrics.days import bounds, days_between, local_day, local_today
from dissemination_metrics.periods import Period, Step, months_earlier

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
)
def test_a_day_has_as_many_hours_as_the_clock_shows(day, hours):
    begin, end = bounds(day)
    assert end - begin == timedelta(hours=hours)


@given(DAYS)
def test_a_day_begins_where_the_one_before_ends(day):
    assert bounds(day)[0] == bounds(day - timedelta(days=1))[1]


@given(DAYS)
def test_first_and_last_moment_belong_to_the_day(day):
    begin, end = bounds(day)
    assert local_day(begin) == day
    assert local_day(end - timedelta(microseconds=1)) == day
    assert local_day(end) == day + timedelta(days=1)


def test_midnight_that_the_clock_skips_is_no_trouble(settings):
    settings.TIME_ZONE = "America/Santiago"
    timezone.get_default_timezone.cache_clear()
    try:
        begin, end = bounds(date(2026, 9, 6))  # 00:00 becomes 01:00
        assert end - begin == timedelta(hours=23)
    finally:
        settings.TIME_ZONE = "Europe/Brussels"
        timezone.get_default_timezone.cache_clear()


def test_the_site_s_day_is_meant_whatever_zone_a_member_lives_in():
    late = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # half past midnight in Brussels
    with timezone.override("America/New_York"):
        assert local_day(late) == date(2026, 6, 2)
        assert local_today() == local_day(timezone.now())


def test_days_between_holds_both_ends():
    assert list(days_between(date(2026, 2, 27), date(2026, 3, 1))) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]
    assert not list(days_between(date(2026, 3, 2), date(2026, 3, 1)))


@given(DAYS, st.integers(0, 400), st.sampled_from(Step))
def test_steps_cover_each_day_once(first, length, step):
    last = first + timedelta(days=length)
    spans = list(step.spans(first, last))
    covered = [day for begin, end in spans for day in days_between(max(begin, first), end)]
    assert covered == list(days_between(first, last))


def test_a_short_period_is_shown_by_week_and_a_long_one_by_month():
    assert Step.for_days(date(2026, 1, 1), date(2026, 1, 31)) is Step.WEEK
    assert Step.for_days(date(2026, 1, 1), date(2026, 6, 30)) is Step.MONTH


def test_the_last_whole_month_is_the_one_before():
    assert Step.MONTH.before(date(2026, 11, 24)) == date(2026, 10, 1)
    assert Step.MONTH.before(date(2026, 12, 1)) == date(2026, 11, 1)


def test_months_earlier_crosses_years():
    assert months_earlier(date(2026, 2, 17), 3) == date(2025, 11, 1)
    assert months_earlier(date(2026, 2, 17), 0) == date(2026, 2, 1)


def test_a_period_holds_its_days_and_nothing_else():
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert date(2026, 1, 1) in year
    assert date(2027, 1, 1) not in year
    assert "2026-05-01" not in year
    assert date(1999, 1, 1) in Period(None, date(2026, 12, 31))
    assert Period(None, date(2026, 12, 31)).is_cumulative
