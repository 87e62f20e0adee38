"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolboxConfig(AppConfig):
    """Ways through the tools: finder, short list, comparison, PDF."""

    name = "toolbox"
    verbose_name = _("Toolbox")

    def ready(self) -> None:
        """Make the worksheets of a tool whenever it has been published."""
        from wagtail.signals import page_published  # noqa: PLC0415 - apps are not loaded before

        from pages.models import ToolPage  # noqa: PLC0415 - apps are not loaded before
        from toolbox import tasks  # noqa: PLC0415 - apps are not loaded before

        page_published.connect(
            tasks.wake_for_worksheets,
            sender=ToolPage,
            dispatch_uid="toolbox.wake_for_worksheets",
        )
