"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """Accounts, profiles and consent."""

    name = "community.members"
    verbose_name = _("Members")
