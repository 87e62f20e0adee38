"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolboxConfig(AppConfig):
    """Ways through the tools: finder, short list, comparison, PDF."""

    name = "toolbox"
    verbose_name = _("Toolbox")
