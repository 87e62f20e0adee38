"""What is not for everybody goes through to Django, and does not come back to others."""

import pytest

from lane.application import ROUNDS
from tests.lane.visitor import ask, lane_before


@pytest.mark.parametrize(
    "request_",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "PROPFIND"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
        {"path": "/admin/"},
        {"path": "/" + "a" * 600},
    ],
)
def test_who_is_known_or_does_something_is_never_answered_from_memory(lane, house, request_):
    ask(lane)
    for _ in range(2):
        ask(lane, **request_)
    assert len(house.asked) == 3
    assert ask(lane).status == 200
    assert len(house.asked) == 3


@pytest.mark.parametrize(
    "answer",
    [
        {"is_offered": False},
        {"cookie": "csrftoken"},
        {"status": 404},
        {"status": 301},
        {"headers": {"Cache-Control": "private"}},
        {"headers": {"Cache-Control": "max-age=0, no-store"}},
        {"headers": {"Vary": "Cookie"}},
        {"headers": {"Vary": "Accept"}},
        {"headers": {"Content-Encoding": "gzip"}},
    ],
)
def test_an_answer_to_one_visitor_is_not_given_to_another(lane, house, answer):
    for name, value in answer.items():
        setattr(house, name, value)
    ask(lane)
    ask(lane)
    assert len(house.asked) == 2


def test_cookies_that_nobody_reads_do_not_keep_a_page_from_being_kept(lane, house):
    ask(lane, HTTP_COOKIE="_pk_id=1")
    ask(lane, HTTP_COOKIE="_pk_id=2")
    ask(lane, HTTP_COOKIE="_pk_id=3")
    assert len(house.asked) == 2
    assert "HTTP_COOKIE" not in house.asked[1]


def test_a_page_is_not_kept_from_a_visitor_with_a_cookie_that_a_form_reads(lane, house):
    for _ in range(3):
        ask(lane, HTTP_COOKIE="csrftoken=secret")
    assert len(house.asked) == 3
    ask(lane)
    ask(lane, HTTP_COOKIE="csrftoken=secret")
    assert len(house.asked) == 4


def test_what_browsers_say_of_themselves_never_reaches_what_is_kept(lane, house, counters):
    ask(lane)
    counters.push({"news": 1})
    ask(lane, HTTP_ACCEPT_LANGUAGE="fr", HTTP_IF_NONE_MATCH='"x"', HTTP_RANGE="bytes=0-1")
    asked = house.asked[-1]
    assert not {"HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH", "HTTP_RANGE"} & set(asked)


def test_parameters_that_a_page_does_not_understand_share_its_answer(lane, house):
    ask(lane)
    for number in range(200):
        assert b"x=" not in ask(lane, query=f"x={number}&utm_source=mail").body
    assert len(house.asked) == 1
    assert len(lane.store.entries) == 1


def test_what_was_asked_first_does_not_become_the_answer_for_all(lane, house):
    assert b"x=evil" in ask(lane, query="x=evil").body
    assert b"evil" not in ask(lane).body
    assert b"evil" not in ask(lane, query="x=evil").body
    assert len(house.asked) == 2


def test_parameters_that_a_page_understands_have_answers_of_their_own(lane, house):
    ask(lane)
    assert b"page=2" in ask(lane, query="page=2").body
    assert b"page=2" in ask(lane, query="utm_medium=x&page=2").body
    assert len(house.asked) == 2


@pytest.mark.parametrize(
    "query",
    ["page=" + "9" * 100, "page=%ff%fe", "&".join(f"page={n}" for n in range(20)), "a" * 3000],
)
def test_long_broken_and_many_values_are_answered_and_not_kept(lane, house, query):
    ask(lane)
    for _ in range(2):
        assert ask(lane, query=query).status == 200
    assert len(lane.store.entries) == 1


def test_the_answers_of_one_page_have_an_end(lane):
    ask(lane)
    for number in range(300):
        ask(lane, query=f"page={number}")
    assert len(lane.store.entries) <= 64


def test_a_page_that_names_no_parameters_keeps_only_its_bare_answer(lane, house):
    house.params = None
    ask(lane)
    for _ in range(2):
        assert b"anything=1" in ask(lane, query="anything=1").body
    assert len(house.asked) == 3
    ask(lane, query="utm_campaign=letter")
    assert len(house.asked) == 3


def test_an_answer_to_a_query_that_is_private_does_not_end_the_keeping_of_the_page(lane, house):
    ask(lane)
    house.status = 404
    ask(lane, query="page=7")
    house.status = 200
    ask(lane)
    assert len(house.asked) == 2


@pytest.mark.parametrize(
    "host", ["testserver:81", "evil.example", "a.example.org", "TESTSERVER", "", "testserver\x00"]
)
def test_hosts_without_number_cannot_fill_the_memory(lane, house, host):
    for _ in range(2):
        ask(lane, HTTP_HOST=host)
    assert len(house.asked) == 2
    assert not lane.store.entries


def test_a_plain_request_never_gets_the_answer_made_for_an_encrypted_one(lane, house):
    ask(lane, HTTP_X_FORWARDED_PROTO="https")
    house.status = 301
    assert ask(lane).status == 301
    assert ask(lane, HTTP_X_FORWARDED_PROTO="https").status == 200
    assert ask(lane, HTTP_X_FORWARDED_PROTO="http, https").status == 301


def test_the_memory_is_bounded_and_what_is_read_stays(house, counters):
    lane = lane_before(house, counters, most_bytes=100_000)
    for number in range(500):
        ask(lane, f"/page/{number}/")
        ask(lane, "/page/0/")
    assert lane.store.bytes <= 100_000
    asked = len(house.asked)
    ask(lane, "/page/0/")
    assert len(house.asked) == asked


def test_what_is_known_of_addresses_is_bounded(lane, house):
    house.is_offered = False
    for number in range(6000):
        ask(lane, f"/nothing/{number}/")
    assert len(lane.places._ordinary) <= 5000


def test_a_page_that_changes_at_each_look_is_still_answered(lane, house, counters):
    inner = house.__call__

    def restless(environ, start_response):
        counters.push({"news": 0})
        return inner(environ, start_response)

    lane.application = restless
    for _ in range(ROUNDS + 2):
        assert ask(lane).status == 200
    assert len(house.asked) == ROUNDS + 2
