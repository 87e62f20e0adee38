"""Secret links: who holds one may see, confirm and give up one registration.

The secret is a keyed hash (HMAC-SHA-256) of the registration's random identifier: it can be made
again for every mail, and is stored nowhere. `SECRET_KEY_FALLBACKS` keeps old links alive when the
key changes.
"""

import base64
import binascii
import uuid
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.urls import reverse

from events.models.registration import Registration
from events.rows import TEXTS, with_terms
from outbox.rendering import absolute_url

SALT: Final = "events.registration"
MARK: Final = "~"  # unlike Signer's colon it needs no escaping in an address


class UnknownLink(Exception):
    """The link is forged, mutilated, or belongs to a registration that is gone."""


def signed(identifier: uuid.UUID, *, salt: str) -> str:
    """Return the secret that leads to the thing with a random identifier."""
    written = base64.urlsafe_b64encode(identifier.bytes).rstrip(b"=").decode()
    return _signer(salt).sign(written)


def identifier_in(token: str, *, salt: str) -> uuid.UUID:
    """Return the identifier that a secret names.

    Raises:
        UnknownLink: it is forged or mutilated.
    """
    try:
        written = _signer(salt).unsign(token)
        return uuid.UUID(bytes=base64.urlsafe_b64decode(written + "=="))
    except (BadSignature, binascii.Error, ValueError) as error:
        raise UnknownLink from error


def token_of(registration: Registration) -> str:
    """Return the secret part of the link to a registration."""
    return signed(registration.uid, salt=SALT)


def link_to(registration: Registration) -> str:
    """Return the full address under which a person finds the own registration."""
    return absolute_url(reverse("events:registration", args=(token_of(registration),)))


def registration_behind(token: str) -> Registration:
    """Return the registration to which a link leads, with its event.

    Raises:
        UnknownLink: it leads nowhere.
    """
    texts = (f"event__{name}" for name in TEXTS)
    registration = _find(token, Registration.objects.select_related("event__entry").defer(*texts))
    with_terms(registration.event)
    return registration


def row_behind(token: str) -> Registration:
    """Return the registration to which a link leads; its event is read where it is asked for.

    Raises:
        UnknownLink: it leads nowhere.
    """
    return _find(token, Registration.objects.all())


def _find(token: str, registrations: "QuerySet[Registration]") -> Registration:
    uid = identifier_in(token, salt=SALT)
    try:
        return registrations.get(uid=uid)
    except Registration.DoesNotExist as error:
        raise UnknownLink from error


def _signer(salt: str) -> Signer:
    """Return what signs with the key of this moment, and reads what older keys signed."""
    return Signer(salt=salt, sep=MARK)
