"""Pieces of this room on other pages."""

from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.core.cache import cache
from django.db.models import Count

from community.members.fields import names_of
from community.members.models import User
from lane.showing import hold

register = template.Library()

FIGURES = "members.figures"
FIGURES_SECONDS = 60


@register.simple_tag(takes_context=True)
def way_to(context: template.Context, slug: str) -> str:
    """Return the address of a page right below the home page, or nothing where there is none.

    The header has fetched those pages already: it costs no query.
    """
    below_home: dict[str, list[Any]] = context.get("pages_below_home") or {}
    pages = chain.from_iterable(below_home.values())
    found = next((page for page in pages if page.slug == slug), None)
    return found.get_url(context.get("request")) or "" if found else ""


@register.simple_tag
def community_figures() -> dict[str, int]:
    """Return how many `people` are members and in how many `countries` they work.

    Counted by one query at most once a minute: nobody needs it newer.
    """
    hold(FIGURES_SECONDS)
    return cache.get_or_set(FIGURES, _count_members, FIGURES_SECONDS) or _count_members()


def _count_members() -> dict[str, int]:
    return User.objects.members().aggregate(
        people=Count("pk"), countries=Count("profile__country", distinct=True)
    )


@register.simple_tag
def sample_people() -> list[User]:
    """Return the sample people whom one press signs in; nobody where that is not allowed."""
    if not settings.SAMPLE_SIGN_IN:
        return []
    return list(User.objects.filter(is_sample=True, is_active=True).order_by("name"))


@register.filter
def language_names(codes: list[str]) -> list[tuple[str, str]]:
    """Return codes of languages, each with the name that the language has in itself."""
    return names_of(codes)


@register.filter
def host_of(address: str) -> str:
    """Return the host of an address, so that nobody follows a link blindly."""
    return urlsplit(address).netloc
