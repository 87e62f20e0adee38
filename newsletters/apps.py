"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    """Subscriptions, issues and deliveries."""

    name = "newsletters"
    verbose_name = _("Newsletters")
