"""Forms of strangers come from our own pages and not too often."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from community.members import ratelimits
from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited, wait_for


@same_origin_only
def guarded(request):
    return HttpResponse("done")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://testserver.evil.example"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_form_from_another_site_is_refused(headers, status):
    assert guarded(RequestFactory().post("/", headers=headers)).status_code == status


def test_reading_from_another_site_is_allowed():
    request = RequestFactory().get("/", headers={"sec-fetch-site": "cross-site"})
    assert guarded(request).status_code == 200


@pytest.fixture
def limits(settings):
    settings.RATE_LIMITS = {"door": "2/m, 3/h", "gate": "1/d", "hall": "1/s"}


@rate_limited("door")
def door(request):
    return HttpResponse("open")


@rate_limited("gate", methods=("POST",))
def gate(request):
    return HttpResponse("open")


def call(view, method="get", address="192.0.2.1", **extra):
    request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address, **extra)
    return view(request)


def test_who_calls_too_often_is_asked_to_wait(limits, time_machine):
    time_machine.move_to("2026-11-23T10:00:10Z", tick=False)
    assert [call(door).status_code for _ in range(3)] == [200, 200, 429]
    refused = call(door)
    assert refused["Retry-After"] == "3590", "the hour is used up as well"
    assert refused["Cache-Control"] == "no-store"
    assert "A little slower" in refused.content.decode()


def test_a_new_window_begins_at_zero(limits, time_machine):
    time_machine.move_to("2026-11-23T10:00:10Z", tick=False)
    assert [call(door).status_code for _ in range(2)] == [200, 200]
    time_machine.move_to("2026-11-23T10:01:00Z", tick=False)
    assert call(door).status_code == 200
    assert call(door).status_code == 429
    time_machine.move_to("2026-11-23T11:00:00Z", tick=False)
    assert call(door).status_code == 200


def test_another_address_and_another_door_have_their_own_count(limits):
    assert [call(door).status_code for _ in range(3)][-1] == 429
    assert call(door, address="192.0.2.2").status_code == 200
    assert call(gate).status_code == 200


def test_only_the_named_methods_count(limits):
    assert [call(gate).status_code for _ in range(5)] == [200] * 5
    assert call(gate, "post").status_code == 200
    assert call(gate, "post").status_code == 429
    assert call(gate).status_code == 200


def test_one_customers_ipv6_addresses_count_together(limits):
    assert call(door, address="2001:db8:1:2::1").status_code == 200
    assert call(door, address="2001:db8:1:2:ffff::9").status_code == 200
    assert call(door, address="2001:db8:1:2::3").status_code == 429
    assert call(door, address="2001:db8:1:3::1").status_code == 200


def test_a_forged_forwarding_header_is_not_believed(limits, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(2):
        call(door, headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert call(door, headers={"x-forwarded-for": "198.51.100.9"}).status_code == 429


def test_behind_our_own_proxy_the_address_it_saw_counts(limits, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(2):
        call(door, headers={"x-forwarded-for": "203.0.113.7, 198.51.100.1"})
    assert call(door, headers={"x-forwarded-for": "6.6.6.6, 198.51.100.1"}).status_code == 429
    assert call(door, headers={"x-forwarded-for": "6.6.6.6, 198.51.100.2"}).status_code == 200


def test_an_address_that_cannot_be_told_is_refused(limits):
    with pytest.raises(PermissionDenied):
        call(door, address="nowhere")


def test_an_unknown_limit_is_a_fault_of_ours(limits):
    with pytest.raises(KeyError):
        wait_for("window", "192.0.2.1")


def test_a_counter_that_vanishes_begins_anew(limits, monkeypatch):
    monkeypatch.setattr(ratelimits.cache, "add", lambda *_, **__: True)
    assert wait_for("hall", "192.0.2.1") == 0


def test_no_address_is_written_into_the_cache(limits, monkeypatch):
    written = []
    monkeypatch.setattr(ratelimits.cache, "add", lambda key, *_, **__: written.append(key))
    call(door)
    assert written
    assert not any("192.0.2.1" in key for key in written)
