"""Addresses of the public pages about people and organisations, which stand one floor up."""

from django.urls import reverse


def community_address(path: str) -> str:
    """Return an address below `/community/` in the active language; it lies beside our own."""
    return f"{reverse('members:home').removesuffix('members/')}community/{path}"
