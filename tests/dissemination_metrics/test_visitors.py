"""The same visitor on the same day, and never on another."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from dissemination_metrics import actions
from dissemination_metrics.days import local_today
from dissemination_metrics.models import Hit, Salt
from dissemination_metrics.visitors import visitor_of
from tests.dissemination_metrics.conftest import FIREFOX
from tests.factories.dissemination_metrics import HitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def visitor(address="192.0.2.7", user_agent=FIREFOX, day=TODAY, host="testserver"):
    request = RequestFactory().post(
        "/", REMOTE_ADDR=address, HTTP_HOST=host, headers={"User-Agent": user_agent}
    )
    return visitor_of(request, day=day)


def test_the_same_visitor_is_known_all_day():
    assert visitor() == visitor()


def test_nobody_is_known_the_next_day():
    assert visitor() != visitor(day=TODAY + timedelta(days=1))


def test_another_address_browser_or_site_is_another_visitor():
    assert (
        len({visitor(), visitor("192.0.2.8"), visitor(user_agent="x"), visitor(host="localhost")})
        == 4
    )


def test_of_an_ipv6_address_only_the_network_counts():
    assert visitor("2001:db8:1:2::1") == visitor("2001:db8:1:2:ffff::9")
    assert visitor("2001:db8:1:2::1") != visitor("2001:db8:1:3::1")


def test_neither_address_nor_browser_is_stored():
    told = visitor()
    assert "192.0.2.7" not in told
    assert len(told) == 32
    assert {field.name for field in Hit._meta.get_fields()} == {
        *("id", "kind", "item", "path", "day", "occurred_at", "visitor", "group", "referrer")
    }


def test_strange_bytes_in_a_header_are_no_trouble():
    assert visitor(user_agent="\udcff\x00 Ω")


def test_each_day_has_one_salt_of_its_own():
    for _again in range(2):
        visitor()
        visitor(day=TODAY + timedelta(days=1))
    salts = [bytes(salt.value) for salt in Salt.objects.all()]
    assert len(salts) == 2
    assert len(set(salts)) == 2
    assert {len(salt) for salt in salts} == {32}


def test_two_processes_that_begin_a_day_agree_on_its_salt(monkeypatch):
    first = visitor()
    monkeypatch.setattr(Salt.objects, "filter", lambda **_: Salt.objects.none())
    assert visitor() == first


def test_a_salt_is_destroyed_when_its_day_is_over():
    visitor(day=TODAY)
    visitor(day=TODAY - timedelta(days=1))
    actions.forget(today=TODAY)
    assert [salt.day for salt in Salt.objects.all()] == [TODAY]


def test_hits_are_dropped_when_their_time_is_over(settings):
    settings.HITS_KEEP_DAYS = 10
    today = local_today()
    HitFactory.create(day=today - timedelta(days=11))
    kept = HitFactory.create(day=today - timedelta(days=10))
    assert actions.forget(today=today) == 1
    assert Hit.objects.get() == kept


def test_salts_tell_their_day():
    visitor()
    assert str(Salt.objects.get()) == "2026-11-23"
