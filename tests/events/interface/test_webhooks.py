"""Webhooks hear each step once, signed, again after a fault, and never within our own walls."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions as deeds
from events.interface import actions, posting
from events.interface.models import Delivery, Webhook
from events.interface.tasks import tell_webhooks
from events.models import RegistrationStep
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


class Receiver(BaseHTTPRequestHandler):
    """Writes down what it is told and answers as it is asked to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def receiver(settings):
    """Return a real server on this machine that hears webhooks."""
    settings.WEBHOOKS_MAY_CALL_INWARDS = True
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.heard, server.status = [], 204
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhook(receiver, ada):
    """Return a webhook about all events that calls the receiver."""
    url = f"http://127.0.0.1:{receiver.server_port}/told?from=us"
    return actions.make_webhook(name="A partner", url=url, event=None, by=ada)


def test_each_step_is_told_once_and_names_nobody(receiver, webhook, event, bob):
    mine = deeds.register_member(event_id=event.pk, user=bob, language="en")
    deeds.cancel_registration(registration_id=mine.pk)
    assert tell_webhooks() == 2
    assert tell_webhooks() == 0
    told = [json.loads(body) for _path, _headers, body in receiver.heard]
    assert [one["type"] for one in told] == ["registration.confirmed", "registration.cancelled"]
    assert told[0]["data"]["registration"] == str(mine.uid)
    assert receiver.heard[0][0] == "/told?from=us"
    everything = " ".join(body.decode() for _path, _headers, body in receiver.heard)
    assert bob.email not in everything
    assert bob.name not in everything


def test_the_signature_is_that_of_standard_webhooks(receiver, webhook, event, bob):
    deeds.register_member(event_id=event.pk, user=bob, language="en")
    tell_webhooks()
    _path, headers, body = receiver.heard[0]
    secret = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    actions.renew_secret(webhook=webhook)
    assert Webhook.objects.get().secret != webhook.secret


def test_what_was_not_heard_is_tried_again_later_and_at_last_given_up(receiver, webhook, ada):
    receiver.status = 500
    actions.say_hello(webhook=webhook)
    for attempt in range(len(actions.PAUSES)):
        assert tell_webhooks() == 0
        delivery = Delivery.objects.get()
        assert delivery.attempts == attempt + 1
        wait = delivery.next_at - timezone.now()
        assert actions.PAUSES[attempt] - timedelta(minutes=1) < wait <= actions.PAUSES[attempt]
        Delivery.objects.update(next_at=timezone.now())
    tell_webhooks()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.answer) == (Delivery.State.GIVEN_UP, "500")
    receiver.status = 200
    actions.send_again(delivery=delivery)
    assert tell_webhooks() == 1


def test_a_redirect_is_not_followed(receiver, webhook):
    receiver.status = 302
    actions.say_hello(webhook=webhook)
    assert tell_webhooks() == 0
    assert len(receiver.heard) == 1


def test_a_step_that_committed_late_is_told_all_the_same(receiver, webhook, event):
    RegistrationFactory(event=event)
    one = RegistrationFactory(event=event)
    for number in (70, 60):
        RegistrationStep.objects.create(
            pk=webhook.seen_step + number, registration=one, after="confirmed", actor="person"
        )
        actions.collect_news(webhook_id=webhook.pk)
    assert Delivery.objects.count() == 2


def test_what_happened_before_is_not_told(receiver, event, bob, ada):
    deeds.register_member(event_id=event.pk, user=bob, language="en")
    url = f"http://127.0.0.1:{receiver.server_port}/"
    actions.make_webhook(name="Late", url=url, event=None, by=ada)
    assert tell_webhooks() == 0
    assert not Delivery.objects.exists()


def test_a_webhook_of_one_event_hears_of_no_other(webhook, event, bob):
    Webhook.objects.update(event=EventFactory())
    deeds.register_member(event_id=event.pk, user=bob, language="en")
    assert tell_webhooks() == 0


def test_a_webhook_that_is_off_is_not_called(receiver, webhook):
    actions.say_hello(webhook=webhook)
    Webhook.objects.update(is_active=False)
    assert tell_webhooks() == 0
    assert not receiver.heard


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0:{port}/",
        "http://2130706433:{port}/",
    ],
)
def test_nothing_within_our_own_walls_is_called(receiver, webhook, settings, url):
    settings.WEBHOOKS_MAY_CALL_INWARDS = False
    Webhook.objects.update(url=url.format(port=receiver.server_port))
    actions.say_hello(webhook=webhook)
    assert tell_webhooks() == 0
    assert "private network" in Delivery.objects.get().answer
    assert not receiver.heard


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://127.0.0.1:99999/", "http:///"])
def test_an_address_that_does_not_answer_breaks_nothing(webhook, url):
    Webhook.objects.update(url=url)
    answer = posting.call(actions.say_hello(webhook=Webhook.objects.get()))
    assert not answer.is_heard
    assert answer.words


def test_old_answers_are_forgotten(webhook):
    for state in Delivery.State:
        Delivery.objects.create(
            webhook=webhook,
            payload={},
            state=state,
            created_at=timezone.now() - timedelta(days=31),
        )
    assert actions.forget_calls(days=30) == 2
    assert Delivery.objects.get().state == Delivery.State.WAITING


def test_the_desk_adds_tries_and_deletes_a_webhook(client, receiver, ada):
    client.force_login(ada)
    url = f"http://127.0.0.1:{receiver.server_port}/"
    client.post(reverse("event_programs:add_webhook"), {"name": "A", "url": "ftp://x"})
    assert not Webhook.objects.exists()
    client.post(reverse("event_programs:add_webhook"), {"name": "A", "url": url})
    made = Webhook.objects.get()
    page, change = (
        reverse(f"event_programs:{name}", args=(made.pk,)) for name in ("webhook", "change_webhook")
    )
    assert made.secret in client.get(page).content.decode()
    for deed in ("try", "switch", "switch", "renew", "again", "nonsense"):
        assert client.post(change, {"deed": deed}).status_code == 302
    assert tell_webhooks() == 1
    client.post(change, {"deed": "delete"})
    assert not Webhook.objects.exists()


def test_nobody_sees_the_webhooks_of_others(client, webhook, bob):
    client.force_login(bob)
    page = client.get(reverse("event_programs:webhook", args=(webhook.pk,)))
    assert page.status_code in (302, 403, 404)
