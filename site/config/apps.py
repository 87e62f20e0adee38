"""Registers the roof as an app, so that it can hold commands and the worker's heartbeat."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root."""

    name = "config"
    verbose_name = "Project"
