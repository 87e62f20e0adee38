"""Registers the roof as an app, so that it can hold commands, checks and the heartbeat."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root."""

    name = "config"
    verbose_name = "Project"

    def ready(self) -> None:
        """Register the project's own system checks."""
        import config.checks  # noqa: F401, PLC0415  registering needs the apps
