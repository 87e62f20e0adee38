"""The dashboard: who sees it, what it says, and what it does with strange questions."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from dissemination_metrics import tasks, wording
from dissemination_metrics.actions import let_coordinators_work
from dissemination_metrics.groups import Slots
from dissemination_metrics.models import CountedDay, Figure, LeftOut, Measure
from dissemination_metrics.overview import Overview, Total
from dissemination_metrics.terms import Terms
from tests.factories.dissemination_metrics import (
    CountedDayFactory,
    FigureFactory,
    HitFactory,
    group,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PAGES = ("reach:index", "h2020:index", "activities:index")


@pytest.fixture(autouse=True)
def noon():
    """Make it Monday, 23 November 2026, noon in Brussels."""
    with time_machine.travel(NOON, tick=False):
        yield


def overview(first=date(2026, 6, 1), last=TODAY, slot=""):
    return Overview(first=first, last=last, slots=Slots(Terms()), slot=slot)


@pytest.mark.parametrize("name", [*PAGES, "activities:add"])
def test_coordinators_see_figures_table_and_ledger(coordinator, name):
    assert coordinator.get(reverse(name)).status_code == 200


def test_the_administrator_sees_them_too(client, ada):
    client.force_login(ada)
    assert client.get(reverse("reach:index")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("person", ["alice", "bob", "charlie"])
def test_nobody_else_does(client, request, person, name):
    client.force_login(request.getfixturevalue(person))
    answer = client.get(reverse(name))
    assert answer.status_code in {302, 403}
    answer = client.get(reverse("h2020:download", args=["tables.xlsx"]))
    assert answer.status_code in {302, 403}


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_asked_to_sign_in(client, name):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", ["reach:recount", "h2020:take_over"])
@pytest.mark.parametrize("person", ["alice", "bob", "dana"])
def test_only_those_who_may_can_change_something(client, request, person, name):
    client.force_login(request.getfixturevalue(person))  # Dana has not been given more here
    answer = client.post(reverse(name), {"first": "2026-11-22", "last": "2026-11-23"})
    assert answer.status_code in {302, 403}
    assert not CountedDay.objects.exists()


def test_the_menu_shows_the_room_to_coordinators_only(coordinator, alice):
    home = reverse("wagtailadmin_home")
    assert "/admin/reach/" in coordinator.get(home).content.decode()
    coordinator.force_login(alice)
    assert "/admin/reach/" not in coordinator.get(home).content.decode()


def test_an_empty_dashboard_says_what_will_be_here(coordinator):
    html = coordinator.get(reverse("reach:index")).content.decode()
    assert "Nothing has been counted in this period." in html
    assert "No page was read in this period." in html


def test_it_shows_numbers_charts_tables_and_methods(coordinator):
    for month, reads in ((9, 100), (10, 150), (11, 1234)):
        CountedDayFactory.create(day=date(2026, month, 1))
        FigureFactory.create(day=date(2026, month, 1), value=reads, subject="1", label="Home")
    FigureFactory.create(
        day=TODAY, measure=Measure.REGISTRATIONS, group=group("sme"), value=7, subject="9"
    )
    html = coordinator.get(reverse("reach:index")).content.decode()
    assert "Reach is growing: 50 % more reads in October than the month before." in html
    assert html.count("How this is counted") == 12
    assert re.search(r'<th scope="row">November 2026</th>.*?<b>1,234</b>', html, re.DOTALL)
    assert "This is never a number of persons." in html
    assert 'href="/admin/pages/1/"' in html
    assert "Week of" not in html


def test_neither_style_nor_script_of_ours_is_inline(coordinator):
    FigureFactory.create(value=5)
    html = coordinator.get(reverse("reach:index")).content.decode()
    begin = html.index('<div class="reach">')
    ours = html[begin : html.index("</form>", html.index("/recount/", begin))]
    assert " style=" not in ours
    assert not re.search(r"\son\w+=", ours)


def test_the_group_and_the_period_stand_in_the_address(coordinator):
    FigureFactory.create(day=TODAY, group=group("sme"), value=3)
    FigureFactory.create(day=TODAY, group=group("media"), value=4)
    FigureFactory.create(day=TODAY, value=5)
    FigureFactory.create(day=TODAY - timedelta(days=40), group=group("sme"), value=9)
    asked = {"first": "2026-11-01", "last": "2026-11-23", "group": "industry"}
    context = coordinator.get(reverse("reach:index"), asked).context
    assert context["overview"].totals[Measure.PAGE_READS].value == 3
    assert any("group=industry" in preset.query for preset in context["presets"])
    totals = {
        slot: overview(slot=slot).totals[Measure.PAGE_READS].value
        for slot in ("", "industry", "policy", "other-groups", "unknown")
    }
    assert totals == {"": 21, "industry": 12, "policy": 0, "other-groups": 4, "unknown": 5}


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2026-11-24", "last": "2026-11-01"},
        {"first": "1066-10-14"},
        {"last": "9999-12-31"},
        {"first": "yesterday", "group": "nobody"},
        {"first": "2001-01-01", "last": "2026-01-01"},
        {"first": "\x00", "last": "' OR 1=1", "group": "x" * 9000},
        {"first": ["2026-01-01", "2026-02-01"]},
    ],
)
@pytest.mark.parametrize("name", ["reach:index", "h2020:index"])
def test_strange_questions_get_the_usual_answer(coordinator, asked, name):
    assert coordinator.get(reverse(name), asked).status_code == 200


def test_a_wrong_order_of_days_is_said(coordinator):
    html = coordinator.get(
        reverse("reach:index"), {"first": "2026-11-20", "last": "2026-11-01"}
    ).content.decode()
    assert "The first day lies after the last one." in html


def many_figures(items):
    for number in range(items):
        day = TODAY - timedelta(days=number * 9)
        CountedDayFactory.create(day=day)
        FigureFactory.create(day=day, subject=str(number), label=f"Page {number}")
        FigureFactory.create(day=day, measure=Measure.MEMBERS, group=group("policy"))


@pytest.mark.parametrize("items", [1, 30])
def test_three_queries_answer_everything(items, django_assert_num_queries):
    many_figures(items)
    with django_assert_num_queries(3):
        seen = overview(slot="policy")
        assert wording.headline(seen)
        assert len((seen.charts, seen.lists, seen.left_out, seen.by_group, seen.tiles)) == 5


@pytest.mark.parametrize("items", [1, 30])
def test_the_page_adds_little_to_what_the_admin_asks_anyway(
    coordinator, items, django_assert_max_num_queries
):
    many_figures(items)
    coordinator.get(reverse("reach:index"))
    with django_assert_max_num_queries(12):
        coordinator.get(reverse("reach:index"))


def test_a_recount_of_few_days_happens_at_once(coordinator):
    HitFactory.create(occurred_at=NOON)
    asked = {"first": "2026-11-22", "last": "2026-11-23"}
    answer = coordinator.post(reverse("reach:recount"), asked, follow=True)
    assert "2 days were counted again." in answer.content.decode()
    assert Figure.objects.get(measure=Measure.PAGE_READS).value == 1


def test_a_recount_of_many_days_goes_to_a_worker(coordinator, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.recount_days, "delay", lambda *days: sent.append(days))
    asked = {"first": "2026-01-01", "last": "2026-11-23"}
    answer = coordinator.post(reverse("reach:recount"), asked, follow=True)
    assert "327 days are being counted in the background." in answer.content.decode()
    assert sent == [("2026-01-01", "2026-11-23")]


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"first": "2026-11-23", "last": "2026-11-01"}, "The first day lies after the last one."),
        ({"first": "2020-01-01", "last": "2026-11-01"}, "Choose at most 366 days."),
        ({"first": "soon"}, "Enter a valid date."),
    ],
)
def test_a_recount_that_cannot_be_is_explained(coordinator, asked, fault):
    answer = coordinator.post(reverse("reach:recount"), asked, follow=True)
    assert fault in answer.content.decode()
    assert not CountedDay.objects.exists()


def test_a_recount_needs_a_post(coordinator):
    assert coordinator.get(reverse("reach:recount")).status_code == 405


def test_without_days_the_last_one_is_counted(coordinator):
    coordinator.post(reverse("reach:recount"), {})
    assert CountedDay.objects.get().day == TODAY


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (100, 120, "growing: 20 %"),
        (100, 60, "falling: 40 %"),
        (100, 103, "steady"),
        (0, 5, "was read 5 times"),
    ],
)
def test_the_first_sentence_answers(before, now, words):
    CountedDayFactory.create(day=date(2026, 9, 1))
    for month, reads in ((9, before), (10, now)):
        if reads:
            FigureFactory.create(day=date(2026, month, 9), value=reads)
    assert words in wording.headline(overview())


def test_months_that_were_not_counted_are_not_compared():
    CountedDayFactory.create(day=date(2026, 9, 2))
    FigureFactory.create(day=date(2026, 9, 3))
    assert overview().reads_of_months() is None
    assert wording.headline(overview()) == "The site was read 10 times."
    assert overview(first=date(2026, 11, 1)).reads_of_months() is None


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({}, "Nobody has joined yet."),
        (
            {"industry": 4, "policy": 2, "academia": 2},
            "Of 8 members, none is from: Civil society.",
        ),
        (
            {"industry": 1, "policy": 1, "academia": 1, "civil-society": 1, "media": 5},
            "The four groups have equally many members: 1 each.",
        ),
        (
            {"industry": 4, "policy": 1, "academia": 1, "civil-society": 3},
            "Fewest of the 9 members come from: Policy and Academia (1).",
        ),
    ],
)
def test_the_group_that_is_missing_is_named(members, sentence):
    CountedDayFactory.create(day=TODAY)
    for code, number in members.items():
        FigureFactory.create(day=TODAY, measure=Measure.MEMBERS, group=group(code), value=number)
    assert wording.explanation(overview())[-1] == sentence
    assert len(wording.explanation(overview(slot="policy"))) == 2


def test_stocks_are_read_at_the_end_of_each_month_and_never_added():
    for day, number in ((date(2026, 9, 30), 3), (date(2026, 10, 31), 5), (TODAY, 6)):
        CountedDayFactory.create(day=day)
        FigureFactory.create(day=day, measure=Measure.MEMBERS, value=number)
    FigureFactory.create(day=date(2026, 10, 30), measure=Measure.MEMBERS, value=99)
    seen = overview()
    assert [bar.total for bar in seen.charts[Measure.MEMBERS].bars] == [0, 0, 0, 3, 5, 6]
    assert seen.totals[Measure.MEMBERS].value == 6


def test_before_today_is_counted_the_last_counted_day_stands_for_it():
    CountedDayFactory.create(day=TODAY - timedelta(days=1))
    FigureFactory.create(day=TODAY - timedelta(days=1), measure=Measure.MEMBERS, value=6)
    assert overview().totals[Measure.MEMBERS].value == 6


def test_totals_are_compared_with_the_period_before_when_it_was_counted():
    first, last = date(2026, 11, 11), date(2026, 11, 20)
    FigureFactory.create(day=date(2026, 11, 1), value=8)
    FigureFactory.create(day=first, value=10)
    FigureFactory.create(day=date(2026, 11, 10), measure=Measure.MEMBERS, value=4)
    FigureFactory.create(day=last, measure=Measure.MEMBERS, value=3)
    CountedDayFactory.create(day=last)
    assert overview(first, last).totals[Measure.PAGE_READS].before is None
    CountedDayFactory.create(day=date(2026, 11, 1))
    totals = overview(first, last).totals
    assert (totals[Measure.PAGE_READS].before, totals[Measure.PAGE_READS].change) == (8, 25)
    assert (totals[Measure.MEMBERS].before, totals[Measure.MEMBERS].change) == (4, -25)
    assert totals[Measure.DOWNLOADS].change is None


@pytest.mark.parametrize(
    ("value", "before", "text"),
    [
        (5, None, ""),
        (5, 0, ""),
        (5, 5, "as many as in the period before"),
        (6, 4, "50 % more than in the period before"),
        (1, 4, "75 % fewer than in the period before"),
    ],
)
def test_changes_in_words(value, before, text):
    assert wording.change_text(Total(Measure.PAGE_READS, value, before)) == text


def test_a_short_period_is_shown_by_week(coordinator):
    FigureFactory.create(day=date(2026, 11, 10), value=4)
    asked = {"first": "2026-11-01", "last": "2026-11-23"}
    html = coordinator.get(reverse("reach:index"), asked).content.decode()
    assert "By stakeholder group and week" in html
    assert "Week of 9 November 2026" in html


def test_pages_and_documents_most_asked_for():
    for number in range(12):
        FigureFactory.create(day=TODAY, subject=str(number), label=f"P{number}", value=number + 1)
    FigureFactory.create(day=TODAY, measure=Measure.DOWNLOADS, subject="3", label="W", value=2)
    lists = overview().lists
    assert [item.label for item in lists[Measure.PAGE_READS]][:2] == ["P11", "P10"]
    assert len(lists[Measure.PAGE_READS]) == 10
    assert [(item.label, item.number) for item in lists[Measure.DOWNLOADS]] == [("W", 2)]


def test_what_was_left_out_is_said():
    LeftOut.objects.create(day=TODAY, reason=LeftOut.Reason.ROBOT, number=41)
    LeftOut.objects.create(day=TODAY, reason=LeftOut.Reason.MALFORMED, number=5)
    LeftOut.objects.create(day=date(2020, 1, 1), reason=LeftOut.Reason.ROBOT, number=7)
    assert overview().left_out == 41


def test_a_chart_says_what_it_shows():
    FigureFactory.create(day=date(2026, 10, 10), value=4321)
    text = wording.chart_text(Measure.PAGE_READS, overview().charts[Measure.PAGE_READS])
    assert text == (
        "Page reads by stakeholder group, June 2026 to November 2026;"
        " highest in October 2026: 4,321."
    )


def test_letting_coordinators_work_twice_changes_nothing(db):
    first = set(let_coordinators_work().permissions.all())
    assert set(let_coordinators_work().permissions.all()) == first
    names = {permission.codename for permission in first}
    assert {"view_figure", "recount_figure", "add_activity", "delete_activity"} <= names
    assert "change_figure" not in names


def test_figures_can_be_given_to_other_groups_too(client, ada):
    client.force_login(ada)
    html = client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "Can have figures counted again" in html
