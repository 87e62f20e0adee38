"""Calls the address of a webhook: signed, once, without following anything, and never inwards."""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from events.interface.models import Delivery, Webhook

SECONDS: Final = 10
MOST_BYTES: Final = 200  # of an answer that are kept for people to read


class Inward(Exception):
    """The address leads into our own network, or to no network at all."""


@dataclass(frozen=True)
class Heard:
    """What came back."""

    is_heard: bool
    words: str


def call(delivery: Delivery) -> Heard:
    """Return whether the receiver took a delivery (any 2xx), and what it said; never raises."""
    body = json.dumps(delivery.payload, separators=(",", ":")).encode()
    try:
        status, words = _post(delivery.webhook.url, body, headers_for(delivery, body))
    except Inward as inward:
        return Heard(False, str(inward))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        return Heard(False, f"{type(fault).__name__}: {fault}"[:MOST_BYTES])
    return Heard(200 <= status < 300, f"{status} {words}".strip()[:MOST_BYTES])


def headers_for(delivery: Delivery, body: bytes) -> dict[str, str]:
    """Return the headers with the signature. Source: Standard Webhooks 1.0."""
    stamp = str(int(timezone.now().timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "inspire-webhooks/1",
        "webhook-id": f"msg_{delivery.uid.hex}",
        "webhook-timestamp": stamp,
        "webhook-signature": signature_of(delivery.webhook, delivery.uid.hex, stamp, body),
    }


def signature_of(webhook: Webhook, uid: str, stamp: str, body: bytes) -> str:
    """Return the signature over identifier, time and body."""
    signed = b".".join((f"msg_{uid}".encode(), stamp.encode(), body))
    digest = hmac.new(webhook.key(), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    connection = _connected(parts.scheme, host, port)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(MOST_BYTES).decode("utf-8", "replace")
    finally:
        connection.close()


def _connected(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    """Return a connection to the very address that was looked at: a name cannot change between.

    Raises:
        Inward: one of the addresses of this name is not on the public net.
    """
    plain = socket.create_connection((_outward(host, port), port), timeout=SECONDS)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    if scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    else:
        connection.sock = plain
    return connection


def _outward(host: str, port: int) -> str:
    found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not settings.WEBHOOKS_MAY_CALL_INWARDS:
        for address in addresses:
            if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                message = "The address leads into a private network; webhooks call public ones."
                raise Inward(message)
    return addresses[0]
