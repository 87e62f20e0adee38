"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TypesetConfig(AppConfig):
    """Sets documents as tagged PDF."""

    name = "typeset"
    verbose_name = _("Typesetting")
