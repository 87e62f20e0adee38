"""Secrets that stand in addresses: made at random, and kept as a digest only."""

import hashlib
import secrets
from typing import Final

BYTES: Final = 32  # nobody guesses half as many


def new_token() -> str:
    """Return a new secret of 43 letters that an address can hold."""
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """Return what is stored of a token: its SHA-256 in hex; the token itself is never kept."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
