"""A visitor's list lives in its address; three tools stand side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from toolbox.codes import MOST, moved, query_of, read_codes

pytestmark = pytest.mark.django_db


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


# Codes ------------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=30), max_size=30))
def test_any_words_are_read_as_codes_or_named_as_none(values):
    read = read_codes(values)
    assert len(read.codes) <= MOST
    assert len(set(read.codes)) == len(read.codes)
    again = read_codes([query_of(read.codes).removeprefix("?tools=")])
    assert again.codes == read.codes


def test_ten_thousand_codes_are_cut_to_a_list():
    read = read_codes([",".join(f"{n % 6 + 1}.{n % 98 + 1}" for n in range(10_000))])
    assert len(read.codes) == MOST
    assert read.is_cut


def test_order_is_kept_and_each_code_stands_once():
    assert read_codes(["2.4,1.3", "2.4 6.1"]).codes == ("2.4", "1.3", "6.1")


def test_a_code_moves_as_far_as_the_list_goes():
    assert moved(("1.1", "2.1", "3.1"), "2.1", -1) == ("2.1", "1.1", "3.1")
    assert moved(("1.1", "2.1"), "2.1", 5) == ("1.1", "2.1")
    assert moved(("1.1",), "9.9", 1) == ("1.1",)


# The visitor's list ------------------------------------------------------------------------------


def test_the_list_shows_the_tools_of_the_address_in_its_order(toolbox, client):
    page = text(client, "/tools/shortlist/?tools=3.1,1.1")
    assert page.index("Tool 3.1") < page.index("Tool 1.1")
    assert 'href="/tools/shortlist/?tools=1.1,3.1"' in page  # moved
    assert 'href="/tools/shortlist/?tools=1.1"' in page  # taken off
    assert "http://testserver/tools/shortlist/?tools=3.1,1.1" in page  # shared


def test_ticked_boxes_lead_to_one_tidy_address(toolbox, client):
    response = client.get("/tools/shortlist/?tools=1.1&tools=2.1,1.1&tools=")
    assert response.headers["Location"] == "/tools/shortlist/?tools=1.1,2.1"


def test_visitors_get_no_cookie_and_are_offered_to_sign_in(toolbox, client):
    response = client.get("/tools/shortlist/?tools=1.1")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    address = "/accounts/login/?next=%2Ftools%2Fshortlist%2F%3Ftools%3D1.1"
    assert address in response.content.decode()


def test_an_unpublished_tool_is_named_and_left_out(toolbox, client):
    toolbox["2.1"].unpublish()
    page = text(client, "/tools/shortlist/?tools=1.1,2.1")
    assert "No published tool has these numbers: 2.1." in page
    assert "Tool 2.1" not in page


def test_a_tool_behind_a_door_is_not_on_the_shelf(toolbox, client):
    PageViewRestriction.objects.create(page=toolbox["2.1"], restriction_type="login")
    assert "Tool 2.1" not in text(client, "/tools/shortlist/?tools=1.1,2.1")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?tools=<script>alert(1)</script>,1.1", "Not understood: &lt;script&gt;"),
        ("?tools=" + ",".join(["1.1"] * 3_000), "names more tools than fit"),
        ("?tools=9.9,0.0", "Not understood: 9.9, 0.0."),
        ("?tools=%00,%F0%9F%92%A3", "Not understood"),
        ("", "Tools that you choose will stand here"),
    ],
)
def test_strange_addresses_get_a_clear_answer(toolbox, client, query, told):
    assert told in text(client, f"/tools/shortlist/{query}")


def test_twenty_tools_cost_no_query_more_than_two(tool, client):
    for number in range(1, 31):
        tool(f"1.{number}")

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    many = ",".join(f"1.{number}" for number in range(1, 21))
    assert cost("/tools/shortlist/?tools=1.1,1.2") == cost(f"/tools/shortlist/?tools={many}") <= 10


# The comparison ----------------------------------------------------------------------------------


def test_three_tools_stand_side_by_side_with_real_headers(toolbox, client):
    page = text(client, "/tools/compare/?tools=1.1,2.2,3.1")
    assert page.count('<th scope="col">') == 3
    assert '<th scope="row">Use it when' in page
    assert 'data-tool="Tool 2.2"' in page


def test_rows_that_differ_are_marked_in_words_too(toolbox, client):
    page = text(client, "/tools/compare/?tools=1.1,1.2")
    assert "(they differ)" in page
    assert page.count('class="differs"') < page.count('scope="row"')


def test_a_fourth_tool_is_left_out_and_said_so(toolbox, client):
    page = text(client, "/tools/compare/?tools=1.1,2.1,3.1,4.1")
    assert "The first 3 are shown." in page


def test_no_tool_and_one_tool_ask_for_more(toolbox, client):
    assert "Choose two or three tools" in text(client, "/tools/compare/")
    assert "One tool stands here" in text(client, "/tools/compare/?tools=1.1")


def test_the_comparison_costs_ten_queries_at_most(toolbox, client):
    client.get("/tools/compare/?tools=1.1,2.2,3.1")
    with CaptureQueriesContext(connection) as captured:
        client.get("/tools/compare/?tools=1.1,2.2,3.1")
    assert len(captured) <= 10
