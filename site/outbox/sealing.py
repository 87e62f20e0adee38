"""Keeps that an address was meant without keeping the address: a keyed hash in its shape."""

from django.utils.crypto import salted_hmac


def sealed_address(address: str) -> str:
    """Return the hash of an address; without the site's key nobody can tell whose it is."""
    plain = address.strip().lower()
    digest = salted_hmac("members.erased", plain, algorithm="sha256").hexdigest()
    return f"{digest}@erased.invalid"
