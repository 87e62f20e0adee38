"""Pieces of this room on other pages."""

from django import template
from django.conf import settings

from community.members.models import User

register = template.Library()


@register.simple_tag
def sample_people() -> list[User]:
    """Return the sample people whom one press signs in; nobody where that is not allowed."""
    if not settings.SAMPLE_SIGN_IN:
        return []
    return list(User.objects.filter(is_sample=True, is_active=True).order_by("name"))
