"""The Commission's form, letter for letter, and its files read back."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dissemination_metrics import exports, report
from dissemination_metrics.days import local_today
from dissemination_metrics.periods import Period
from dissemination_metrics.report import make_report, rounded
from tests.factories.dissemination_metrics import ActivityFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db

# Copied from the form (periodic report of grant 688670, page 8), not from our data.
TYPES = """Organisation of a Conference
Organisation of a Workshop
Press release
Non-scientific and non-peer-reviewed publication (popularised publication)
Exhibition
Flyer
Training
Social Media
Website
Communication Campaign (e.g. Radio, TV)
Participation to a Conference
Participation to a Workshop
Participation to an Event other than a Conference or a Workshop
Video/Film
Brokerage Event
Pitch Event
Trade Fair
Participation in activities organized jointly with other H2020 projects
Other""".splitlines()
AUDIENCES = """Scientific Community (Higher Education, Research)
Industry
Civil Society
General Public
Policy Makers
Media
Investors
Customers
Other""".splitlines()


def whole():
    return make_report(Period(None, local_today()))


def numbers(rows):
    return {row.label: row.number for row in rows}


def test_labels_and_order_are_those_of_the_form():
    made = whole()
    assert [row.label for row in made.activities] == TYPES
    assert [row.label for row in made.audiences] == AUDIENCES
    assert report.FUNDING_LABEL == "Total funding amount"
    assert report.TYPE_HEAD == "Type of dissemination and communication activities"
    assert report.NUMBER_HEAD == "Number"
    assert report.PERSONS_HEAD == "Estimated Number of persons reached"
    assert report.AUDIENCE_HEAD == (
        "Type of audience reached. In the context of all dissemination & communication activities"
        " (multiple choices is possible)"
    )


def test_the_vocabulary_holds_the_same_labels():
    stored = [term.labels["en"] for term in Term.objects.of(Scheme.H2020_ACTIVITY)]
    assert stored == TYPES
    assert [term.labels["en"] for term in Term.objects.of(Scheme.H2020_AUDIENCE)] == AUDIENCES


def test_nothing_recorded_is_not_zero():
    made = whole()
    assert {row.number for row in (*made.activities, *made.audiences)} == {None}
    assert {row.rounded for row in made.audiences} == {None}
    assert made.funding is None


def test_zero_and_nothing_are_told_apart():
    today = local_today()
    ActivityFactory.create(date=today - timedelta(days=400), reached={"industry": 8})
    ActivityFactory.create(reached={"policy-makers": 0, "media": None}, funding_amount=Decimal(0))
    made = make_report(Period(today - timedelta(days=30), today))
    found = numbers(made.audiences)
    assert found["Industry"] == 0  # earlier, not now
    assert found["Policy Makers"] == 0  # counted: nobody came
    assert found["Media"] is None  # reached, not counted
    assert found["Customers"] is None
    assert made.funding == Decimal(0)


def test_types_are_counted_and_persons_and_amounts_added():
    for persons in (100, 23):
        ActivityFactory.create(reached={"industry": persons}, funding_amount=Decimal("1.50"))
    ActivityFactory.create()
    made = whole()
    assert numbers(made.activities)["Press release"] == 3
    assert numbers(made.audiences)["Industry"] == 123
    assert made.funding == Decimal("3.00")
    assert [(part.name, part.number) for part in made.audiences[1].parts] == [("Estimate", 123)]
    assert len(made.lines) == 3


def test_a_reporting_period_holds_both_of_its_ends():
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    for day in (first, last, first - timedelta(days=1), last + timedelta(days=1)):
        ActivityFactory.create(date=day)
    assert numbers(make_report(Period(first, last)).activities)["Press release"] == 2
    assert numbers(make_report(Period(None, last)).activities)["Press release"] == 3


@pytest.mark.parametrize(
    ("exact", "told"),
    [
        *((0, 0), (4, 4), (9, 9), (26, 30), (60, 60), (255, 260), (646, 650), (781, 780)),
        *((999, 1000), (1270, 1300), (4974, 5000), (26310, 26000)),
    ],
)
def test_estimates_are_rounded_as_estimates(exact, told):
    assert rounded(exact) == told


@given(st.integers(0, 10**7))
def test_rounding_stays_close(number):
    assert abs(rounded(number) - number) <= max(5, number * 0.05)


def csv_rows(text):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_both_csv_files_hold_the_form():
    ActivityFactory.create(reached={"industry": 5}, funding_amount=Decimal("12.30"))
    made = whole()
    head, *rows = csv_rows(exports.activities_csv(made))
    assert head == [report.TYPE_HEAD, "Number"]
    assert [row[0] for row in rows] == [*TYPES, "Total funding amount"]
    assert dict(rows)["Press release"] == "1"
    assert dict(rows)["Exhibition"] == ""
    assert dict(rows)["Total funding amount"] == "12.30"
    head, *rows = csv_rows(exports.audiences_csv(made))
    assert head == [report.AUDIENCE_HEAD, report.PERSONS_HEAD]
    assert [row[0] for row in rows] == AUDIENCES
    assert dict(rows)["Industry"] == "5"


def test_lines_of_a_csv_file_end_as_the_standard_says():
    text = exports.activities_csv(whole())
    assert text.count("\r\n") == text.count("\n") == len(TYPES) + 2


def sheets(made):
    book = load_workbook(io.BytesIO(exports.workbook(made)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_workbook_holds_both_tables_the_lines_and_the_method():
    ActivityFactory.create(
        title="A talk", reached={"industry": 1234, "media": None}, funding_amount=Decimal("12.30")
    )
    made = whole()
    found = sheets(made)
    assert list(found) == ["Table A", "Table B", "How each came about", "Lines", "Method"]
    assert found["Table A"][0] == [report.TYPE_HEAD, "Number"]
    assert [row[0] for row in found["Table A"][1:]] == [*TYPES, "Total funding amount"]
    assert dict(found["Table A"])["Press release"] == 1
    assert dict(found["Table A"])["Flyer"] is None
    assert dict(found["Table A"])["Total funding amount"] == pytest.approx(12.3)
    assert dict(found["Table B"])["Industry"] == 1234
    (line,) = found["Lines"][1:]
    assert line[2] == "A talk"
    assert line[6] == "Industry: 1234 (Estimate); Media: not counted (Estimate)"
    assert ["Industry", 1234, 1200, "Estimate: 1234"] in found["How each came about"]
    assert len(found["Method"]) == len(exports.method(made)) + 1


@pytest.mark.parametrize(
    "title", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
)
def test_no_spreadsheet_computes_what_people_enter(title):
    ActivityFactory.create(title=title, place="ok\x0b")
    book = load_workbook(io.BytesIO(exports.workbook(whole())))
    cell = book["Lines"]["C2"]
    assert cell.data_type == "s"
    assert cell.value == f"'{title}"
    assert book["Lines"]["D2"].value == "ok"


def test_the_method_names_the_period():
    assert "since the beginning" in exports.method(whole())[0]
    some = make_report(Period(date(2026, 1, 1), date(2026, 6, 30)))
    assert exports.method(some)[0] == "Activities from 1 January 2026 to 30 June 2026."
