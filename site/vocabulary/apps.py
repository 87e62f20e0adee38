"""Tells Django about the vocabulary room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabularyConfig(AppConfig):
    """The floor under every other room: it imports none of them."""

    name = "vocabulary"
    verbose_name = _("vocabulary")
