"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """People and organisations as others find them."""

    name = "community.directory"
    verbose_name = _("Directory")
