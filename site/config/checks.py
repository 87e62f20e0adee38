"""What must hold before the site takes visitors, beyond Django's own checks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from community.members.models import sample_people_exist

SAMPLE_PEOPLE = "Sample people with known addresses have accounts here; remove them first."


def has_forbidden_sample_people() -> bool:
    """Return whether sample people exist where the settings do not allow them."""
    if settings.SAMPLE_SITE_ALLOWED:
        return False
    try:
        return sample_people_exist()
    except DatabaseError:
        return False  # no table or no database yet: /readyz tells


def refuse_sample_people() -> None:
    """Keep the web server from starting in production with sample people.

    Raises:
        ImproperlyConfigured: there are some.
    """
    if has_forbidden_sample_people():
        raise ImproperlyConfigured(SAMPLE_PEOPLE)


@register(Tags.database)
def no_sample_people_in_production(**_: Any) -> list[CheckMessage]:
    """Report sample people in production (`check --database default`)."""
    return [Error(SAMPLE_PEOPLE, id="inspire.E001")] if has_forbidden_sample_people() else []
