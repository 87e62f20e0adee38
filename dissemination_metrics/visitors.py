"""Who is the same visitor on the same day, without cookie and without keeping an address."""

import hashlib
import hmac
import secrets
from datetime import date

from django.http import HttpRequest

from community.members.ratelimits import client_network
from dissemination_metrics.models import Salt

SALT_BYTES = 32
HASH_LETTERS = 32  # 128 bits


def visitor_of(request: HttpRequest, *, day: date) -> str:
    """Return what stands for a visitor on one day: a keyed hash of site, network and browser.

    The same on every page of that day and of no use on any other. Of an IPv6 address only the
    network counts, because the rest changes by itself.

    Raises:
        PermissionDenied: the address cannot be told.
    """
    told = "\n".join(
        (request.get_host(), client_network(request), request.headers.get("User-Agent", ""))
    )
    digest = hmac.new(_salt_of(day), told.encode("utf-8", "surrogateescape"), hashlib.sha256)
    return digest.hexdigest()[:HASH_LETTERS]


def _salt_of(day: date) -> bytes:
    """Return the day's salt, made by whichever process needs it first."""
    salt = Salt.objects.filter(day=day).first()
    if salt is None:
        fresh = Salt(day=day, value=secrets.token_bytes(SALT_BYTES))
        Salt.objects.bulk_create([fresh], ignore_conflicts=True)
        salt = Salt.objects.get(day=day)
    return bytes(salt.value)
