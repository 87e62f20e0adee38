"""Days are counted anew, never added to."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections, transaction

from dissemination_metrics import tasks
from dissemination_metrics.models import CountedDay, Figure, Hit, Measure
from dissemination_metrics.models.figure import STOCKS
from dissemination_metrics.rollups import LOCK, days_due, recount_day
from tests.factories.dissemination_metrics import (
    CountedDayFactory,
    FigureFactory,
    HitFactory,
    group,
)
from tests.factories.members import ProfileFactory, UserFactory

TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    """Make it Monday, 23 November 2026, noon in Brussels."""
    with time_machine.travel(NOON, tick=False):
        yield


def rows():
    names = ("day", "measure", "group_id", "subject", "label", "value")
    return sorted(Figure.objects.values_list(*names), key=str)


@pytest.mark.django_db
def test_twice_gives_the_same_figures(about):
    HitFactory.create_batch(3, item=about.pk)
    HitFactory.create(item=about.pk, group=group("policy"))
    ProfileFactory.create()
    first = recount_day(TODAY)
    before = rows()
    assert recount_day(TODAY) == first == len(before)
    assert rows() == before


@pytest.mark.django_db
def test_what_was_wrong_is_put_right():
    HitFactory.create(path="/a/")
    FigureFactory.create(value=99)
    FigureFactory.create(subject="77", value=5)
    FigureFactory.create(day=YESTERDAY, value=4)
    recount_day(TODAY)
    reads = Figure.objects.filter(day=TODAY, measure=Measure.PAGE_READS)
    assert [(figure.subject, figure.value) for figure in reads] == [("1", 1)]
    assert Figure.objects.get(day=YESTERDAY).value == 4


@pytest.mark.django_db
def test_a_day_notes_when_it_was_counted_and_whether_it_was_over():
    recount_day(TODAY)
    recount_day(YESTERDAY)
    open_day, closed_day = CountedDay.objects.order_by("-day")
    assert (open_day.is_closed, closed_day.is_closed) == (False, True)
    assert open_day.counted_at == NOON
    assert open_day.robots_version == "2026-11-23"
    assert str(open_day) == "2026-11-23"


@pytest.mark.django_db
def test_days_whose_hits_are_dropped_keep_what_was_counted():
    FigureFactory.create(day=YESTERDAY, value=12)
    FigureFactory.create(day=YESTERDAY, measure=Measure.REGISTRATIONS, value=3)
    recount_day(YESTERDAY)
    assert Figure.objects.get().measure == Measure.PAGE_READS


@pytest.mark.django_db
def test_members_who_left_stay_in_earlier_days():
    long_ago = TODAY - timedelta(days=9)
    UserFactory.create_batch(2, date_joined=NOON - timedelta(days=30))
    for day in (long_ago, YESTERDAY):
        recount_day(day)
    UserFactory._meta.model.objects.first().delete()
    for day in (long_ago, YESTERDAY, TODAY):
        recount_day(day)
    counted = dict(Figure.objects.filter(measure=Measure.MEMBERS).values_list("day", "value"))
    assert counted == {long_ago: 2, YESTERDAY: 1, TODAY: 1}


@pytest.mark.django_db
def test_stocks_are_what_must_not_be_added_up():
    assert {measure for measure in Measure if measure.is_stock} == STOCKS


@pytest.mark.django_db
def test_on_the_first_day_only_today_is_due():
    assert days_due(TODAY) == [TODAY]


@pytest.mark.django_db
def test_days_that_nobody_counted_since_they_ended_are_due(settings):
    settings.HITS_KEEP_DAYS = 5
    CountedDayFactory.create(day=TODAY - timedelta(days=30), is_closed=False)
    CountedDayFactory.create(day=TODAY - timedelta(days=4))
    CountedDayFactory.create(day=TODAY - timedelta(days=3), is_closed=False)
    CountedDayFactory.create(day=YESTERDAY)
    CountedDayFactory.create(day=TODAY, is_closed=False)
    assert days_due(TODAY) == [TODAY - timedelta(days=3), TODAY - timedelta(days=2), TODAY]


@pytest.mark.django_db
def test_the_task_heals_a_gap_and_then_only_refreshes_today():
    CountedDayFactory.create(day=TODAY - timedelta(days=3))
    HitFactory.create(occurred_at=NOON - timedelta(days=1))
    tasks.recount_due()
    assert Figure.objects.filter(day=YESTERDAY, measure=Measure.VISITOR_DAYS).get().value == 1
    HitFactory.create(occurred_at=NOON - timedelta(days=1))
    tasks.recount_due()
    assert Figure.objects.filter(day=YESTERDAY, measure=Measure.VISITOR_DAYS).get().value == 1
    tasks.recount_days("2026-11-20", "2026-11-22")
    assert Figure.objects.filter(day=YESTERDAY, measure=Measure.VISITOR_DAYS).get().value == 2


@pytest.mark.django_db
def test_the_task_forgets_in_time(settings):
    HitFactory.create(day=TODAY - timedelta(days=settings.HITS_KEEP_DAYS + 1))
    tasks.forget()
    assert not Hit.objects.exists()


@pytest.mark.django_db
def test_every_hit_of_a_day_with_25_hours_is_in_it():
    long_day = date(2026, 10, 25)
    for hour in range(30):
        moment = datetime(2026, 10, 24, 20, 0, tzinfo=UTC) + timedelta(hours=hour)
        HitFactory.create(occurred_at=moment)
    recount_day(long_day)
    assert Figure.objects.get(day=long_day, measure=Measure.VISITOR_DAYS).value == 25


@pytest.mark.django_db
def test_a_day_costs_a_constant_number_of_queries(django_assert_max_num_queries):
    for number in range(40):
        HitFactory.create(item=number, group=group("policy") if number % 2 else None)
    with django_assert_max_num_queries(24):
        recount_day(TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_that_count_the_same_day_wait_for_each_other():
    HitFactory.create()
    done = threading.Event()

    def count():
        try:
            recount_day(TODAY)
        finally:
            connections.close_all()
            done.set()

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, TODAY.toordinal()])
        other = threading.Thread(target=count)
        other.start()
        assert not done.wait(0.5)
    assert done.wait(10)
    other.join()
    assert Figure.objects.get(measure=Measure.PAGE_READS).value == 1


@pytest.mark.django_db
def test_a_figure_reads_as_a_line():
    assert str(FigureFactory.create(day=TODAY)) == "2026-11-23 page_reads: 10"
