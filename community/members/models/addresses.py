"""Addresses of what is shown of people and organisations, which the rooms above serve."""

from pathlib import PurePosixPath

from django.urls import reverse


def community_address(path: str) -> str:
    """Return an address below `/community/` in the active language; it lies beside our own."""
    return f"{reverse('members:home').removesuffix('members/')}community/{path}"


def photo_address(name: str) -> str:
    """Return where a photograph is fetched by those who may see it; empty for an empty name."""
    return reverse("photo", args=[PurePosixPath(name).name]) if name else ""
