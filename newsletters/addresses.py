"""What is done to an address: one spelling for each, a fingerprint to keep, a mask to show."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from outbox.mime import envelope_address

# Stands where the address would, in letters that are previewed or not yet addressed.
PLACEHOLDER: Final = "reader@placeholder.invalid"


def normalised(email: str) -> str:
    """Return an address without spaces around it and with its domain in small ASCII letters."""
    user, at, domain = envelope_address(email.strip()).rpartition("@")
    return f"{user}{at}{domain.lower()}"


def fingerprint(email: str) -> str:
    """Return a keyed hash of an address, the same for every spelling that reaches one mailbox.

    It outlives the address: by it a person who left or was erased is still not written to. The key
    is ``settings.NEWSLETTERS_ADDRESS_KEY``, else the site's secret key.
    """
    return salted_hmac(
        "newsletters.address",
        normalised(email).lower(),
        secret=settings.NEWSLETTERS_ADDRESS_KEY or None,
        algorithm="sha256",
    ).hexdigest()


def masked(email: str) -> str:
    """Return an address that its owner recognises and nobody else learns, such as ``m•••@x.eu``."""
    user, _at, domain = email.rpartition("@")
    return f"{user[:1]}•••@{domain}" if domain else ""


def one_line_only(text: str) -> None:
    """Refuse text that would break out of a mail header.

    Raises:
        ValidationError: it holds a line break or another control character.
    """
    if not text.isprintable():
        raise ValidationError(_("Write this on one line, without control characters."))
