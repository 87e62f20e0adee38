"""The addresses under which a certificate is checked, and the secret part that its holder has.

The secret is a keyed hash of the certificate's random identifier: stored nowhere, and with
`SECRET_KEY_FALLBACKS` good for as long as an old key is kept. Without it one learns initials only.
"""

import base64
import hashlib
import hmac
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from events.papers.models import Certificate
from outbox.rendering import absolute_url

SALT: Final = b"events.papers.certificate"
BYTES: Final = 16


def secret_of(certificate: Certificate) -> str:
    """Return the secret part of the holder's link."""
    return _secret(certificate, settings.SECRET_KEY)


def opens(certificate: Certificate, secret: str) -> bool:
    """Return whether a secret is that of this certificate's holder."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(secret, _secret(certificate, str(key))) for key in keys)


def checking_address(serial: str) -> str:
    """Return the full address that anybody may be given: it shows no name."""
    return absolute_url(reverse("papers:certificate", args=(serial,)))


def holders_address(certificate: Certificate) -> str:
    """Return the full address for the holder, and for whom the holder shows the certificate."""
    return absolute_url(reverse("papers:own", args=(certificate.serial, secret_of(certificate))))


def document_address(certificate: Certificate) -> str:
    """Return the full address of the document itself."""
    arguments = (certificate.serial, secret_of(certificate))
    return absolute_url(reverse("papers:document", args=arguments))


def _secret(certificate: Certificate, key: str) -> str:
    hashed = hmac.new(key.encode(), SALT + certificate.uid.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(hashed[:BYTES]).rstrip(b"=").decode()
