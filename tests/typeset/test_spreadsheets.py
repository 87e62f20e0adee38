"""What people wrote is text in every spreadsheet that the site hands out."""

from datetime import date

import pytest
from django.utils import timezone

from search.models import Demand
from typeset.spreadsheets import harmless

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "\x00=1"]


@pytest.mark.parametrize("value", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_marked_as_text(value):
    assert harmless(value) == "'" + value.replace("\x00", "")


@pytest.mark.parametrize("value", [3, None, date(2026, 1, 2), "x=1", "", "A talk"])
def test_all_else_stays_as_it_is(value):
    assert harmless(value) == value


def test_signs_that_no_workbook_holds_are_left_out():
    assert harmless("a\x0bb\x00") == "ab"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_strangers_looked_for_is_no_formula_in_the_report(client, ada, kind):
    from io import BytesIO

    from openpyxl import load_workbook

    formula = '=hyperlink("http://x")'
    Demand.objects.create(text=formula, language="en", day=timezone.localdate(), searches=50)
    client.force_login(ada)
    answer = client.get("/admin/reports/search/", {"export": kind})
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind == "csv":
        assert b"'=hyperlink" in whole
    else:
        sheet = load_workbook(BytesIO(whole)).active
        assert f"'{formula}" in {cell.value for row in sheet for cell in row}
