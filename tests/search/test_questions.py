"""Searches are read from addresses and written into them in one form."""

import pytest
from django.http import QueryDict

from search.folding import cleaned, folded
from search.questions import PAGE_LIMIT, Query, read_query


def read(query: str) -> Query:
    return read_query(QueryDict(query), facets=("kind", "stage"))


def test_a_search_is_written_as_it_is_read():
    address = read("page=3&stage=b&stage=a&q=open+door&sort=newest&kind=tool").querystring()
    assert address == "?q=open+door&kind=tool&stage=a&stage=b&sort=newest&page=3"
    assert read(address[1:]).querystring() == address


def test_what_is_not_asked_leaves_no_trace_in_the_address():
    assert read("q=&sort=&page=1&utm_source=x&kind=").querystring() == ""


def test_choosing_a_value_leads_back_to_the_first_page():
    assert read("q=x&page=4").toggled("kind", "tool").querystring() == "?q=x&kind=tool"


def test_a_value_chosen_twice_is_no_longer_chosen():
    query = read("kind=tool&kind=case")
    assert query.toggled("kind", "tool").querystring() == "?kind=case"
    assert query.cleared().querystring() == ""


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1.5", "", "٣", "²", "1e9", "9" * 400, "%00"])
def test_a_page_that_is_no_number_is_some_page_that_exists(number):
    assert 1 <= read(f"page={number}").page <= PAGE_LIMIT + 1


def test_an_unknown_order_is_the_usual_one():
    assert read("sort=drop+table").sort == ""


def test_a_thousand_repetitions_count_once():
    assert read("&".join(["kind=tool"] * 1000)).chosen == {"kind": ("tool",)}


def test_values_that_cannot_be_any_are_dropped():
    assert read("kind=%00&kind=a%20b&kind=%3Cscript%3E&kind=" + "x" * 61).chosen == {}


def test_signs_that_do_not_show_become_spaces_and_long_texts_are_cut():
    assert cleaned("a\x00b\u200b\n c\ud800") == "a b c"
    assert len(cleaned("word " * 10_000)) <= 200


def test_folding_forgets_capitals_and_accents():
    assert (
        folded("  Öffnung STRASSE straße Ærø œuvre ÉTÉ ")
        == "offnung strasse strasse aero oeuvre ete"
    )
