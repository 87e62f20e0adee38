"""A member sees where the account is open, and closes it from afar."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test.utils import CaptureQueriesContext

from community.identity.actions import forget_devices
from community.identity.middleware import DeviceActivity
from community.members.devices import device_name

from .conftest import SECURITY, browser, by_code, signed_in

pytestmark = pytest.mark.django_db
END = "/members/security/devices/end/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


def enter(eve, code_for, agent):
    client = browser(HTTP_USER_AGENT=agent)
    by_code(client, eve, code_for)
    return client


@pytest.fixture
def two(eve, code_for):
    """Eve is in on two devices."""
    return enter(eve, code_for, FIREFOX), enter(eve, code_for, IPHONE)


def number_of(client) -> int:
    return UserSession.objects.get(session_key=client.session.session_key).pk


def test_both_devices_are_listed_and_this_one_is_marked(two):
    page = two[0].get(SECURITY).content.decode()
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    assert page.index("Firefox, Linux") < page.index("this device") < page.index("Safari, iPhone")


def test_one_device_signs_the_other_out(two):
    laptop, telephone = two
    laptop.post(END, {"device": number_of(telephone)})
    assert telephone.get(SECURITY).status_code == 302
    assert laptop.get(SECURITY).status_code == 200


def test_all_others_at_once(two, eve, code_for):
    third = enter(eve, code_for, FIREFOX)
    third.post(END, {"device": "others"})
    assert [client.get(SECURITY).status_code for client in (*two, third)] == [302, 302, 200]


def test_this_device_can_be_ended_too(two):
    assert two[0].post(END, {"device": number_of(two[0])}).url == "/"
    assert two[0].get(SECURITY).status_code == 302
    assert two[1].get(SECURITY).status_code == 200


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30, "1 OR 1=1", "²"])
def test_a_device_that_is_none_is_not_there(two, number):
    assert two[0].post(END, {"device": number}).status_code == 404


def test_nobody_ends_anothers_device(two, mallory):
    thief = signed_in(mallory)
    assert thief.post(END, {"device": number_of(two[0])}).status_code == 404
    thief.post(END, {"device": "others"})
    assert two[0].get(SECURITY).status_code == 200
    assert "Firefox, Linux" not in thief.get(SECURITY).content.decode()


def test_ending_takes_a_form_of_ours(two, eve):
    strict = browser(enforce_csrf_checks=True)
    strict.force_login(eve)
    assert strict.get(END).status_code == 405
    assert strict.post(END, {"device": "others"}).status_code == 403
    assert two[0].get(SECURITY).status_code == 200


def test_no_key_of_a_session_stands_on_the_page(two):
    page = two[0].get(SECURITY).content.decode()
    assert not [one for one in Session.objects.all() if one.session_key in page]


def test_a_visit_is_noted_at_most_once_in_ten_minutes(eve, time_machine, django_assert_num_queries):
    time_machine.move_to("2026-11-23T10:00:00Z")
    client = signed_in(eve)
    client.get("/members/")
    first = UserSession.objects.get(user=eve).last_seen_at
    time_machine.move_to("2026-11-23T10:09:00Z")
    client.get("/members/")
    assert UserSession.objects.get(user=eve).last_seen_at == first


def test_a_later_visit_is_noted(eve, monkeypatch):
    client = signed_in(eve)
    monkeypatch.setattr("community.identity.middleware.cache.add", lambda *_, **__: True)
    client.get("/members/")
    first = UserSession.objects.get(user=eve).last_seen_at
    client.get("/members/")
    assert UserSession.objects.get(user=eve).last_seen_at > first


def test_a_request_without_a_session_costs_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert DeviceActivity(lambda request: "answer")(rf.get("/")) == "answer"


def test_records_of_ended_sessions_go_by_night(two):
    Session.objects.get(session_key=two[0].session.session_key).delete()
    assert forget_devices() == 1
    assert UserSession.objects.count() == 1


def test_the_page_stays_within_its_queries(two):
    from django.db import connection

    two[0].get(SECURITY)
    with CaptureQueriesContext(connection) as queries:
        two[0].get(SECURITY)
    assert len(queries) <= 12


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (IPHONE, "Safari, iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/18.0 Safari/605.1.15",
            "Safari, Mac",
        ),
        ("curl/8", "a device we do not know"),
        ("", "a device we do not know"),
        ("<svg onload=alert(1)>", "a device we do not know"),
    ],
)
def test_a_device_has_a_name_that_its_owner_knows(agent, name):
    assert device_name(agent) == name


def test_a_browser_that_lies_writes_no_markup(eve, code_for):
    client = enter(eve, code_for, '"><svg onload=alert(1)>' + "x" * 5000)
    assert "<svg onload" not in client.get(SECURITY).content.decode()
