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
from django.urls import reverse

from events.models.registration import Registration
from outbox.rendering import absolute_url

SALT: Final = "events.registration"
MARK: Final = "~"  # unlike Signer's colon it needs no escaping in an address


class UnknownLink(Exception):
    """The link is forged, mutilated, or belongs to a registration that is gone."""


def token_of(registration: Registration) -> str:
    """Return the secret part of the link to a registration."""
    identifier = base64.urlsafe_b64encode(registration.uid.bytes).rstrip(b"=").decode()
    return _signer().sign(identifier)


def link_to(registration: Registration) -> str:
    """Return the full address under which a person finds the own registration."""
    return absolute_url(reverse("events:registration", args=(token_of(registration),)))


def registration_behind(token: str) -> Registration:
    """Return the registration to which a link leads, with its event.

    Raises:
        UnknownLink: it leads nowhere.
    """
    try:
        identifier = _signer().unsign(token)
        uid = uuid.UUID(bytes=base64.urlsafe_b64decode(identifier + "=="))
        return Registration.objects.select_related("event__entry", "user", "group").get(uid=uid)
    except (BadSignature, binascii.Error, ValueError, Registration.DoesNotExist) as error:
        raise UnknownLink from error


def _signer() -> Signer:
    """Return what signs with the key of this moment, and reads what older keys signed."""
    return Signer(salt=SALT, sep=MARK)
