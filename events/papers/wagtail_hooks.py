"""What this room adds to the administration: a tab at each event's desk."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.papers import certificate_desk, desk

PATTERNS = [
    path("", desk.home, name="home"),
    path("badges.pdf", desk.badge_sheets, name="badges"),
    path("list.pdf", desk.sheets, name="sheets"),
    path("declaration.pdf", desk.declaration, name="declaration"),
    path("wording/", certificate_desk.wording, name="wording"),
    path("issue/", certificate_desk.issue, name="issue"),
    path("progress/", certificate_desk.progress, name="progress"),
    path("certificates/", certificate_desk.listing, name="certificates"),
    path("certificates/<int:pk>/", certificate_desk.one, name="certificate"),
    path("certificates/<int:pk>/certificate.pdf", certificate_desk.document, name="document"),
]


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses below one event's desk."""
    return [path("registrations/event/<int:event_id>/papers/", include((PATTERNS, "papers_desk")))]


@hooks.register(desk_tabs.HOOK)
def papers_tab() -> desk_tabs.DeskTab:
    """Return the tab with badges, lists and certificates."""
    return desk_tabs.DeskTab(
        key=desk.TAB, label=_("Papers"), url_name="papers_desk:home", order=100
    )


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name the deeds of staff in Wagtail's log."""
    for name, label, message in (
        ("issue", _("Issue certificates"), _("Asked for the certificates of an event")),
        ("revoke", _("Revoke certificate"), _("Revoked a certificate")),
        ("rename", _("Correct certificate"), _("Issued a certificate with a corrected name")),
        ("make", _("Make certificate again"), _("Made the document of a certificate again")),
        ("send", _("Send certificate again"), _("Sent the link to a certificate again")),
    ):
        log_actions.register_action(f"papers.{name}", label, message)
