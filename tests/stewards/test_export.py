"""People are taken along by filter, as a table without formulas, and it is logged."""

import csv
import io

import pytest
from openpyxl import load_workbook

from community.members.models import Profile, User
from community.stewards.models import StewardAct
from tests.factories.members import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/members/people/"


def as_csv(answer):
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def as_sheet(answer):
    content = b"".join(answer.streaming_content)
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


@pytest.mark.parametrize(("kind", "read"), [("csv", as_csv), ("xlsx", as_sheet)])
def test_only_what_the_filter_finds(desk, stella, mia, kind, read):
    UserFactory(name="Noah Other (example)")
    query = {"export": kind, "q": "mia", "country": mia.profile.country_id}
    heading, *rows = read(desk.get(LIST, query))
    assert heading[:2] == type(heading)(["Name", "E-mail address"])
    assert [row[1] for row in rows] == ["mia@example.org"]
    act = StewardAct.objects.get()
    assert (act.deed, act.by) == ("exported", stella)
    assert act.details["count"] == 1
    assert act.details["filters"]["q"] == ["mia"]


@pytest.mark.parametrize(("kind", "read"), [("csv", as_csv), ("xlsx", as_sheet)])
@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\x01=1"])
def test_nothing_is_taken_for_a_formula(desk, mia, kind, read, start):
    Profile.objects.filter(user=mia).update(organisation=start)
    row = read(desk.get(LIST, {"export": kind, "q": "mia"}))[1]
    assert row[5].startswith("'")


def test_a_filter_that_makes_no_sense_exports_nobody_by_mistake(desk, mia):
    answer = desk.get(LIST, {"export": "csv", "country": "999999"})
    assert len(as_csv(answer)) == 1


def test_many_people_take_as_many_queries_as_few(desk, django_assert_max_num_queries):
    ProfileFactory.create_batch(30)
    with django_assert_max_num_queries(14):
        assert len(as_csv(desk.get(LIST, {"export": "csv"}))) == User.objects.count() + 1
