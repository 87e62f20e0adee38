"""Pieces of this room on other pages."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from django import template
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag(takes_context=True)
def identity_providers(context: template.Context) -> list[dict[str, Any]]:
    """Return name and id of each other identity provider that the settings name."""
    request = context["request"]
    providers = get_adapter(request).list_providers(request)
    return [{"id": one.app.provider_id, "name": one.name} for one in providers]


@register.simple_tag(takes_context=True)
def next_query(context: template.Context) -> str:
    """Return "?next=..." when the person is on the way to a page of ours, else nothing."""
    target = get_next_redirect_url(context["request"])
    return f"?{urlencode({'next': target})}" if target else ""
