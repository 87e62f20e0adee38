"""The portal's words and colours in the administration, and what editors find on entering it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.models import BaseViewRestriction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail.wagtail_hooks import require_wagtail_login

from pages.access import restriction_for
from pages.doors import HOOK, Door, WritingDoor, open_doors
from pages.models import (
    ArticlePage,
    CaseIndexPage,
    CasePage,
    GlossaryTerm,
    NewsIndexPage,
    Partner,
    Person,
    PublicationIndexPage,
    PublicationPage,
    SiteDocument,
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


@hooks.register("before_serve_document")
def keep_documents_private(document: SiteDocument, request: HttpRequest) -> HttpResponse | None:
    """Keep a document that only restricted pages offer from those who may not read the pages.

    Wagtail itself asks for the restrictions of the document's collection only.
    """
    closed = restriction_for(document, request)
    if closed is None:
        return None
    if closed.restriction_type == BaseViewRestriction.PASSWORD:
        raise PermissionDenied
    sign_in: HttpResponse = require_wagtail_login(next=request.get_full_path())
    return sign_in


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
        WritingDoor(
            title=_("Put out a publication"),
            text=_("A report, a brief or data, with its files and its citation."),
            icon="doc-full",
            order=35,
            page=PublicationPage,
            below=PublicationIndexPage,
        ),
    ]


class GlossaryTerms(SnippetViewSet):
    """The terms of the glossary."""

    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "definition", "locale", BooleanColumn("is_linked", label=_("Linked"))]
    list_filter = ["is_linked"]
    search_fields = ["term", "definition", "synonyms"]
    ordering = ["term"]


class Partners(SnippetViewSet):
    """The organisations of the project."""

    model = Partner
    icon = "group"
    list_display = ["name", "kind", "country", "order"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]


class People(SnippetViewSet):
    """The people of the project, as visitors see them."""

    model = Person
    icon = "user"
    list_display = ["name", "role", "organisation"]
    list_filter = ["organisation"]
    search_fields = ["given_name", "family_name", "role"]


class Library(SnippetViewSetGroup):
    """What pages show without being pages."""

    menu_label = _("Library")
    menu_icon = "folder-open-inverse"
    menu_order = 210
    items = (GlossaryTerms, Partners, People)


register_snippet(Library)
