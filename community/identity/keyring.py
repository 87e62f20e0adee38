"""The keys under which the secrets of second factors are stored."""

import base64
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE: Final = b"inspire.identity.second-factor.1"

__all__ = ["InvalidToken", "open_sealed", "seal", "seal_again"]


def seal(text: str) -> str:
    """Return a text encrypted and signed under the newest key of the ring."""
    return _ring().encrypt(text.encode()).decode()


def open_sealed(sealed: str) -> str:
    """Return what was sealed under any key of the ring.

    Raises:
        InvalidToken: it was changed, or its key is no longer in the ring.
    """
    return _ring().decrypt(sealed.encode()).decode()


def seal_again(sealed: str) -> str:
    """Return the same secret sealed under the newest key, so that the old one may go.

    Raises:
        InvalidToken: it was changed, or its key is no longer in the ring.
    """
    return _ring().rotate(sealed.encode()).decode()


def _ring() -> MultiFernet:
    """Return the keys: those of `MFA_KEYS`, then the site's own, the newest of each first."""
    secrets = [*settings.MFA_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(secret))) for secret in secrets])


def _derived(secret: str) -> bytes:
    """Return a key for this purpose alone. Source: RFC 5869."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(key)
