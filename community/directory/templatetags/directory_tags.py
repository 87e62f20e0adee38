"""Turns what is shown of people and organisations into pieces of a page."""

from typing import Any

from django import template
from django.core.files.storage import default_storage

from community.directory.labels import language_name
from community.members.models import Organisation
from community.members.seeing import Shown

register = template.Library()


@register.simple_tag
def face_of(shown: Shown) -> str:
    """Return the address of the photograph, where it is shown."""
    return shown.profile.photo_url if shown["photo"] else ""


@register.simple_tag
def logo_of(organisation: Organisation) -> str:
    """Return the address of the logo, or nothing."""
    return str(default_storage.url(organisation.logo.name)) if organisation.logo else ""


@register.simple_tag
def languages_of(shown: Shown) -> list[str]:
    """Return the names of the languages that somebody shows to speak."""
    return [language_name(code) for code in shown["languages"] or ()]


@register.filter
def cutprotocol(address: Any) -> str:
    """Return a web address as people say it."""
    return str(address).partition("://")[2].rstrip("/")
