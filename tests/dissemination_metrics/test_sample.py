"""The sample ledger and its made-up history."""

from decimal import Decimal

import pytest
from wagtail.models import Page

from dissemination_metrics import sample
from dissemination_metrics.days import local_today
from dissemination_metrics.models import Activity, CountedDay, Figure, Hit, Measure
from dissemination_metrics.periods import Period
from dissemination_metrics.report import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_days(monkeypatch):
    """Make the history short."""
    monkeypatch.setattr(sample, "DAYS", 9)


def form():
    return make_report(Period(None, local_today()))


def test_the_sample_ledger_adds_up_as_it_was_planned(people):
    sample.load(people)
    made = form()
    assert Activity.objects.count() == len(made.lines) == 25
    assert made.funding == Decimal(170450)
    persons = {row.label.partition(" (")[0]: (row.number, row.rounded) for row in made.audiences}
    assert persons == {
        "Scientific Community": (1270, 1300),
        "Industry": (4974, 5000),
        "Civil Society": (781, 780),
        "General Public": (26310, 26000),
        "Policy Makers": (646, 650),
        "Media": (255, 260),
        "Investors": (26, 30),
        "Customers": (60, 60),
        "Other": (None, None),
    }
    numbers = {row.label: row.number for row in made.activities}
    assert numbers["Organisation of a Workshop"] == 3
    assert numbers["Other"] is None


def test_every_sample_line_says_how_it_was_counted(people):
    sample.load(people)
    methods = {part.name for row in form().audiences for part in row.parts}
    assert len(methods) > 5
    assert sample._method_of("no colon here") == "estimate"


def test_a_second_load_changes_nothing(people, about):
    sample.load(people)
    counts = (Activity.objects.count(), Hit.objects.count(), Figure.objects.count())
    sample.load(people)
    assert (Activity.objects.count(), Hit.objects.count(), Figure.objects.count()) == counts


def test_the_history_is_the_same_each_time_and_says_what_it_is(people, about):
    def load():
        sample.load(people)
        return list(
            Hit.objects.order_by("occurred_at", "visitor", "item").values_list(
                "path", "visitor", "day"
            )
        )

    first = load()
    Hit.objects.all().delete()
    assert load() == first
    assert first
    assert all(visitor.startswith("sample") for _path, visitor, _day in first)


def test_the_history_is_counted(people, about):
    sample.load(people)
    assert CountedDay.objects.count() == 9
    reads = Figure.objects.filter(measure=Measure.PAGE_READS)
    assert sum(reads.values_list("value", flat=True)) > 10
    assert not Hit.objects.filter(day=local_today()).exists()


def test_the_site_is_counted_once_beside_the_sample_line_for_it(people, about):
    sample.load(people)
    website = [line for line in form().lines if line.type.code == "website"]
    assert len(website) == 1


def test_without_pages_there_is_no_history(people):
    Page.objects.filter(depth__gt=1).delete()
    sample.load(people)
    assert not Hit.objects.exists()
