"""Cuts a long list into pages."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def slice_of(rows: QuerySet[Any], request: HttpRequest, size: int) -> Page[Any]:
    """Return the part of `rows` that `?page=` asks for, its rows fetched.

    What is not a number means the first page, a number too high the last one.
    """
    shown = Paginator(rows, size).get_page(request.GET.get("page"))
    shown.object_list = list(shown.object_list)
    return shown
