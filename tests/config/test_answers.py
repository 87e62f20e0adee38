"""Headers, request ids, log lines and the two health questions."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from config import health
from config.logs import JsonFormatter, ReadableFormatter, request_id
from config.models import Heartbeat
from config.tasks import WORKER, beat_heart


def test_healthz_asks_no_database(client):
    # No database mark: a query would fail the test.
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_is_green_while_a_worker_was_seen(client):
    beat_heart()
    response = client.get("/readyz")
    assert response.status_code == 200, response.json()
    assert set(response.json()["checks"].values()) == {"ok"}


@pytest.mark.django_db
def test_readyz_says_that_no_worker_was_ever_seen(client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == "never seen"


@pytest.mark.django_db
def test_readyz_says_since_when_the_worker_is_missing(client):
    Heartbeat.objects.create(name=WORKER, seen_at=timezone.now() - timedelta(minutes=5))
    assert "not seen for 300 s" in client.get("/readyz").json()["checks"]["worker"]


@pytest.mark.django_db
def test_readyz_says_which_migrations_wait(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'config'")
    assert "not applied" in client.get("/readyz").json()["checks"]["migrations"]


def test_readyz_says_that_the_broker_is_away(settings, monkeypatch):
    class Away:
        def __enter__(self):
            raise OSError

        def __exit__(self, *details):
            return False

    monkeypatch.setattr(health.app, "connection_for_write", Away)
    assert health.broker() == "does not answer (OSError)"


def test_only_reading_is_answered(client):
    assert client.post("/healthz").status_code == 405


def test_every_answer_carries_the_strict_policy(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.django_db
def test_the_relaxation_holds_in_the_administration_only(client):
    assert "unsafe-inline" in client.get("/admin/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/administration/").headers["Content-Security-Policy"]


def test_a_request_id_is_kept_when_it_is_safe_and_replaced_otherwise(client):
    kept = client.get("/healthz", headers={"X-Request-ID": "abc-12345678"})
    assert kept.headers["X-Request-ID"] == "abc-12345678"
    made = client.get("/healthz", headers={"X-Request-ID": "bad id\twith blanks"})
    assert len(made.headers["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_the_log_line_names_the_route_and_no_person(client, caplog):
    with caplog.at_level(logging.INFO, logger="inspire.request"):
        client.get("/healthz?email=bob@example.org", REMOTE_ADDR="203.0.113.7")
    text = JsonFormatter().format(caplog.records[-1])
    assert json.loads(text)["route"] == "healthz"
    assert "bob" not in text
    assert "203.0.113" not in text


def test_json_lines_carry_the_request_and_the_traceback():
    token = request_id.set("id-of-the-request")
    try:
        raise ValueError("why")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "it %s", ("broke",), __import__("sys").exc_info()
        )
    entry = json.loads(JsonFormatter().format(record))
    request_id.reset(token)
    assert entry["message"] == "it broke"
    assert entry["request"] == "id-of-the-request"
    assert "ValueError: why" in entry["traceback"]
    assert "ValueError: why" in ReadableFormatter().format(record)


def test_the_policy_of_a_view_is_left_alone():
    from django.http import HttpResponse

    from config.middleware import SecurityHeaders

    answer = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    middleware = SecurityHeaders(lambda request: answer)
    response = middleware(RequestFactory().get("/"))
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db
def test_an_unexpected_error_is_logged_under_its_route(client, caplog, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "database", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/readyz")
    assert response.status_code == 500
    lines = [record for record in caplog.records if record.message == "Unexpected error"]
    assert [record.route for record in lines] == ["readyz"]


@pytest.mark.django_db
def test_a_refusal_is_no_error(client, caplog, bob):
    client.force_login(bob)
    assert client.get("/admin/", follow=True).status_code == 403
    assert "Unexpected error" not in caplog.text
