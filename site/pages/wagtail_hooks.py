"""The portal's words and colours in the administration, and what editors find on entering it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from pages.doors import HOOK, Door, WritingDoor, open_doors
from pages.models import (
    ArticlePage,
    CaseIndexPage,
    CasePage,
    NewsIndexPage,
    ToolboxPage,
    ToolPage,
)


@hooks.register("insert_global_admin_css")
def project_colours() -> SafeString:
    """Return the link to the sheet that sets Wagtail's colours and type."""
    return format_html('<link rel="stylesheet" href="{}">', static("administration/colours.css"))


class WelcomePanel(Component):
    """Asks what somebody came for, and shows the doors that are open to them."""

    name = "welcome"
    template_name = "pages/admin/welcome.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the context: the doors that are open to whoever looks."""
        return {"doors": open_doors((parent_context or {})["request"].user)}


@hooks.register("construct_homepage_panels")
def welcome(request: HttpRequest, panels: list[Component]) -> None:
    """Put the welcome before Wagtail's own panels."""
    panels.append(WelcomePanel())


@hooks.register(HOOK)
def offer_doors() -> list[Door]:
    """Return the doors of this room."""
    return [
        WritingDoor(
            title=_("Write a tool"),
            text=_("A method in steps, with the time it takes and a worksheet."),
            icon="pick",
            order=10,
            page=ToolPage,
            below=ToolboxPage,
        ),
        WritingDoor(
            title=_("Tell a case"),
            text=_("What a firm opened, with whom, and what came of it."),
            icon="openquote",
            order=20,
            page=CasePage,
            below=CaseIndexPage,
        ),
        WritingDoor(
            title=_("Write an article"),
            text=_("A finding, a reflection or news of the project."),
            icon="edit",
            order=30,
            page=ArticlePage,
            below=NewsIndexPage,
        ),
    ]
