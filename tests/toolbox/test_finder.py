"""Six questions lead to tools, whatever is answered, and always to the same ones."""

from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from toolbox import finder, shelf
from toolbox.questions import QUESTIONS
from toolbox.traits import Traits, traits_of

pytestmark = pytest.mark.django_db


def test_there_are_six_questions_at_most():
    assert len(QUESTIONS) <= 6


def test_every_combination_of_answers_gives_at_least_one_tool(toolbox):
    tools = shelf.tools()
    choices = [[None, *(answer.value for answer in question.answers)] for question in QUESTIONS]
    names = [question.name for question in QUESTIONS]
    combinations = list(product(*choices))
    assert len(combinations) > 5_000
    for values in combinations[::97]:
        answers = {name: value for name, value in zip(names, values, strict=True) if value}
        fitting, near = finder.matches(tools, answers)
        assert fitting or near, answers
        assert len(fitting) + len(near) <= finder.MOST
        assert all(match.fits for match in fitting)
        assert not any(match.fits for match in near)
        if len(fitting) < finder.FEW:
            assert len(fitting) + len(near) == finder.FEW


def test_one_tool_alone_is_found_by_any_answers(tool):
    tool("4.2", minutes_min=99_999, setting="onsite")
    answers = {"situation": "1", "flow": "outbound", "time": "hours", "setting": "online"}
    assert finder.matches(shelf.tools(), answers)[1][0].tool.code == "4.2"


def test_the_same_answers_give_the_same_tools_in_the_same_order(toolbox):
    tools = shelf.tools()
    answers = {"time": "half-day", "people": "few"}
    first = [match.tool.code for match in finder.matches(tools, answers)[0]]
    assert first == [match.tool.code for match in finder.matches(reversed(tools), answers)[0]]
    assert first == ["1.1", "2.1", "3.1", "4.1", "5.1", "6.1"]


def test_a_tool_of_this_very_stage_comes_before_one_that_helps_there_too(tool):
    second = tool("2.1")
    second.other_stages.set([tool("3.5").stage])
    second.save()
    fitting, _near = finder.matches(shelf.tools(), {"situation": "3"})
    assert [match.tool.code for match in fitting] == ["3.5", "2.1"]


def test_where_nothing_fits_the_neighbouring_stage_is_nearest(tool):
    for code in ("1.1", "4.1", "6.1"):
        tool(code)
    _fitting, near = finder.matches(shelf.tools(), {"situation": "5"})
    assert [match.tool.code for match in near] == ["4.1", "6.1", "1.1"]


def test_a_match_says_what_speaks_for_it_and_against_it(toolbox):
    fitting, near = finder.matches(shelf.tools(), {"situation": "1", "time": "hours"})
    assert len(fitting[0].reasons) == 2
    assert near[0].doubts == (QUESTIONS[0].although,) or near[0].doubts == (QUESTIONS[2].although,)


@given(
    st.builds(
        Traits,
        stage=st.integers(0, 6),
        stages=st.frozensets(st.integers(0, 6)),
        modes=st.frozensets(st.sampled_from(["inbound", "outbound", "coupled"])),
        minutes=st.integers(0, 10**6),
        group=st.tuples(st.integers(0, 99), st.integers(0, 999)),
        difficulty=st.sampled_from(["", "starter", "practised", "advanced", "new"]),
        facilitation=st.sampled_from(["", "self", "with-adviser", "specialist"]),
        setting=st.sampled_from(["onsite", "online", "either"]),
    )
)
def test_no_answer_leaves_more_tools_than_no_answer_at_all(traits):
    for question in QUESTIONS:
        for answer in question.answers:
            assert finder.remaining([traits], {question.name: answer.value}) <= 1


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=8))
def test_any_address_is_read(params):
    query = QueryDict(mutable=True)
    query.update(params)
    answers = finder.read_answers(query)
    assert finder.read_answers(QueryDict(finder.query_of(answers)[1:])) == answers


def test_effort_stands_in_where_a_tool_gives_no_minutes(tool):
    assert traits_of(shelf.tools([tool("1.1").code])[0]).minutes == 60


# In the browser ----------------------------------------------------------------------------------


def test_each_answer_is_a_link_to_the_next_question_and_says_how_many_tools_it_leaves(
    toolbox, client
):
    page = client.get("/tools/find/").content.decode()
    assert 'href="/tools/find/flow/?situation=1"' in page
    assert "leaves 2 tools" in page
    assert "12" in page


def test_one_can_go_back_skip_and_change_an_answer(toolbox, client):
    page = client.get("/tools/find/time/?situation=2&flow=inbound").content.decode()
    assert 'href="/tools/find/flow/?situation=2&amp;flow=inbound"' in page  # back
    assert 'href="/tools/find/people/?situation=2&amp;flow=inbound"' in page  # skip
    assert 'href="/tools/find/?situation=2&amp;flow=inbound"' in page  # change the first
    assert "noindex" in page


def test_a_skipped_question_is_forgotten(toolbox, client):
    page = client.get("/tools/find/flow/?situation=2&flow=inbound").content.decode()
    assert 'href="/tools/find/time/?situation=2"' in page


def test_the_last_answer_leads_to_the_result_with_its_reasons(toolbox, client):
    page = client.get("/tools/find/setting/?situation=2").content.decode()
    assert 'href="/tools/find/result/?situation=2&amp;setting=online"' in page
    page = client.get("/tools/find/result/?situation=2&setting=online").content.decode()
    assert "Tool 2.1" in page
    assert "It is made for where you stand." in page
    assert "/tools/shortlist/?tools=2.1," in page


def test_a_result_sets_no_cookie_and_shows_no_more_queries_for_more_tools(toolbox, client, tool):
    def cost():
        client.get("/tools/find/result/?time=weeks")
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/tools/find/result/?time=weeks")
        assert not response.cookies
        return len(captured)

    few = cost()
    for number in range(3, 30):
        tool(f"1.{number}")
    assert cost() == few <= 10


@pytest.mark.parametrize(
    "address",
    [
        "/tools/find/result/?situation=7&flow=%00&time=%F0%9F%92%A3",
        "/tools/find/?situation=" + "1" * 9_000,
        "/tools/find/result/?" + "&".join("situation=2" for _ in range(500)),
        "/tools/find/flow/?situation[]=1",
    ],
)
def test_wrong_answers_are_left_out(toolbox, client, address):
    assert client.get(address).status_code == 200


def test_an_unknown_question_is_not_found(toolbox, client):
    assert client.get("/tools/find/weather/").status_code == 404


def test_an_empty_toolbox_says_so(client, tool):
    tool("1.1").unpublish()
    for address in ("/tools/find/", "/tools/find/result/?situation=1"):
        assert client.get(address).status_code == 200


def test_the_door_of_the_room_leads_to_the_first_question(client):
    assert client.get("/tools/").headers["Location"] == "/tools/find/"
