"""The pattern page: every component in every state, in development only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def patterns(request: HttpRequest) -> HttpResponse:
    """Return the living pattern page."""
    return render(request, "patterns.html")
