"""Turns what is shown of people and organisations into pieces of a page."""

from typing import Any

from django import template
from django.core.files.storage import default_storage
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from community.directory.labels import language_name
from community.members.models import Organisation
from community.members.seeing import Shown

register = template.Library()


@register.simple_tag
def face_of(shown: Shown) -> str:
    """Return the address of the photograph, where it is shown."""
    photo = shown["photo"]
    return str(photo.url) if photo else ""


@register.simple_tag
def logo_of(organisation: Organisation) -> str:
    """Return the address of the logo, or nothing."""
    return str(default_storage.url(organisation.logo.name)) if organisation.logo else ""


@register.simple_tag
def biography_of(shown: Shown) -> SafeString:
    """Return the biography as HTML, where it is shown: as it was made safe, else its plain text."""
    if not shown["biography"]:
        return SafeString()
    made = shown.profile.biography_html
    # Cleaned by nh3 when it was stored; what nobody cleaned is escaped here.
    return mark_safe(made or linebreaks(shown["biography"], autoescape=True))


@register.simple_tag
def languages_of(shown: Shown) -> list[str]:
    """Return the names of the languages that somebody shows to speak."""
    return [language_name(code) for code in shown["languages"] or ()]


@register.filter
def cutprotocol(address: Any) -> str:
    """Return a web address as people say it."""
    return str(address).partition("://")[2].rstrip("/")
