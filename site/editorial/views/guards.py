"""Who may enter a screen of the desk, and how a refusal is told there."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.models import Page

DIGITS = 9
View = Callable[..., HttpResponseBase]


def editable_page(request: HttpRequest, page_id: int) -> Any:
    """Return a page of its own type that somebody may edit; raise `PermissionDenied`, `Http404`."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.specific


def number_in(text: str) -> int | None:
    """Return the id that a parameter names; None for what is none, or is beyond every table."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
