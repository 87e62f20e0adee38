"""What is kept is sent again, whole or in part, to everyone alike."""

import gzip

import brotli
import pytest

from tests.lane.visitor import ask


def test_the_second_visitor_is_answered_without_asking_anybody(lane, house):
    first, second = ask(lane), ask(lane)
    assert len(house.asked) == 1
    assert first.body == second.body
    assert first.headers["ETag"] == second.headers["ETag"]


def test_each_request_has_an_id_of_its_own_and_a_hit_is_logged_with_its_route(lane):
    assert ask(lane).headers["X-Request-ID"] == "from-django"
    assert ask(lane, HTTP_X_REQUEST_ID="given-by-proxy").headers["X-Request-ID"] == "given-by-proxy"
    assert ask(lane).headers["X-Request-ID"] == "made-up-id"
    assert lane.teller.hits == [("GET", "a_route", 200)] * 2


def test_all_headers_of_the_answer_are_kept_but_those_of_one_request(lane, house):
    house.headers = {"Content-Security-Policy": "default-src 'none'", "X-Frame-Options": "DENY"}
    ask(lane)
    hit = ask(lane)
    assert hit.headers["Content-Security-Policy"] == "default-src 'none'"
    assert hit.headers["X-Frame-Options"] == "DENY"
    assert len(set(hit.names)) == len(hit.names)


def test_it_varies_by_encoding_alone_and_browsers_ask_each_time(lane, house):
    house.headers = {"Vary": "Accept-Language"}
    for reply in (ask(lane), ask(lane)):
        assert reply.headers["Vary"] == "Accept-Encoding"
        assert reply.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_what_a_view_says_about_keeping_is_left_alone(lane, house):
    house.headers = {"Cache-Control": "public, max-age=3600"}
    ask(lane)
    assert ask(lane).headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("", ""),
        ("gzip;q=nonsense", ""),
        ("gzip;q=0, *;q=0", ""),
        (";;;,,,==\xff", ""),
    ],
)
def test_it_is_sent_in_the_best_encoding_that_the_visitor_reads(lane, accepted, encoding):
    plain = ask(lane).body
    reply = ask(lane, HTTP_ACCEPT_ENCODING=accepted)
    assert reply.headers.get("Content-Encoding", "") == encoding
    assert int(reply.headers["Content-Length"]) == len(reply.body)
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert read(reply.body) == plain


def test_each_encoding_has_its_own_tag_and_is_not_told_unchanged_by_anothers(lane):
    tags = {
        name: ask(lane, HTTP_ACCEPT_ENCODING=name).headers["ETag"] for name in ("", "br", "gzip")
    }
    assert len(set(tags.values())) == 3
    asked = {"HTTP_IF_NONE_MATCH": tags["br"], "HTTP_ACCEPT_ENCODING": "gzip"}
    assert ask(lane, **asked).status == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*", "{} , W/{}"])
def test_whoever_has_it_already_gets_304_without_a_body_and_without_rendering(lane, house, form):
    tag = ask(lane).headers["ETag"]
    reply = ask(lane, HTTP_IF_NONE_MATCH=form.format(tag, tag))
    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers["ETag"] == tag
    assert {"vary", "cache-control", "x-request-id"} <= set(reply.names)
    assert not {"content-length", "content-type", "content-encoding"} & set(reply.names)
    assert len(house.asked) == 1


@pytest.mark.parametrize("header", ['"other"', "nonsense", "", '"', "\xff" * 5000])
def test_whoever_has_another_one_gets_it_whole(lane, header):
    ask(lane)
    assert ask(lane, HTTP_IF_NONE_MATCH=header).status == 200


def test_the_tag_stays_when_the_page_was_made_anew_and_is_the_same(lane, counters, house):
    tag = ask(lane).headers["ETag"]
    counters.push({"news": 1})
    assert ask(lane, HTTP_IF_NONE_MATCH=tag).status == 304
    assert len(house.asked) == 2
    house.text = "other words"
    counters.push({"news": 2})
    assert ask(lane, HTTP_IF_NONE_MATCH=tag).status == 200


def test_a_head_is_the_answer_without_its_body(lane, house):
    whole = ask(lane)
    head = ask(lane, REQUEST_METHOD="HEAD")
    assert head.body == b""
    assert {**head.headers, "X-Request-ID": ""} == {**whole.headers, "X-Request-ID": ""}
    assert len(house.asked) == 1


def test_a_head_of_a_known_address_makes_the_answer_that_others_get(lane, house, counters):
    ask(lane)
    counters.push({"news": 1})
    assert ask(lane, REQUEST_METHOD="HEAD").body == b""
    assert house.asked[-1]["REQUEST_METHOD"] == "GET"
    assert ask(lane).body
    assert len(house.asked) == 2


def test_a_part_may_be_asked_for_and_the_whole_is_sent(lane):
    whole = ask(lane)
    part = ask(lane, HTTP_RANGE="bytes=0-3")
    assert (part.status, part.body) == (200, whole.body)
    other = ask(lane, HTTP_IF_MATCH='"other"')
    assert (other.status, other.body) == (412, b"")
    assert ask(lane, HTTP_IF_MATCH=whole.headers["ETag"]).status == 200
