"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataRightsConfig(AppConfig):
    """Copies, erasure with grace, retention, the privacy page."""

    name = "community.datarights"
    verbose_name = _("Data rights")
