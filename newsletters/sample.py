"""Loads the sample newsletter with two issues: written once, then content like any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from newsletters.models import IssuePage, Newsletter, NewsletterIndexPage
from newsletters.roles import let_publishers_send
from pages.sample import add_list

FILE: Final = Path(__file__).parent / "sample" / "newsletters.json"
SLUG: Final = "newsletter"
BETWEEN_ISSUES: Final = timedelta(days=90)


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Create the newsletter, its archive and two published issues, as the person called "editor".

    Nothing is sent. What exists is left as it is, whatever an editor has made of it. Items whose
    page is not there are passed over.
    """
    content = json.loads(FILE.read_text(encoding="utf-8"))
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    newsletter, is_new = Newsletter.objects.get_or_create(
        slug=content["newsletter"]["slug"],
        defaults=content["newsletter"] | {"from_name": name, "from_address": address},
    )
    let_publishers_send()
    site = Site.objects.filter(is_default_site=True).first()
    if not is_new or site is None:
        return
    home = site.root_page
    archive = NewsletterIndexPage(
        title=_("Newsletter"), slug=SLUG, newsletter=newsletter, show_in_menus=True
    )
    _publish(add_list(home, archive), people["editor"])
    issues = content["issues"]
    for place, entry in enumerate(issues):
        issue = IssuePage(**_fields(home, entry))
        issue.first_published_at = timezone.now() - (len(issues) - 1 - place) * BETWEEN_ISSUES
        archive.add_child(instance=issue)
        _publish(issue, people["editor"])


def _publish(page: Page, editor: Any) -> None:
    page.save_revision(user=editor).publish(user=editor)


def _fields(home: Page, entry: dict[str, Any]) -> dict[str, Any]:
    names = ("slug", "title", "subject", "preheader", "intro", "closing")
    return {name: entry[name] for name in names} | {
        "summary": entry["preheader"],
        "is_example": True,
        "body": _body(home, entry["items"]),
    }


def _body(home: Page, items: list[str]) -> list[tuple[str, Any]]:
    """Return the blocks: what leads, the events, and under a heading of their own the rest."""
    found = [page for path in items if (page := _page(home, path)) is not None]
    if not found:
        return []
    lead, others = found[0], found[1:]
    events = [page for page in others if "/events/" in page.url_path]
    rest = [page for page in others if page not in events]
    blocks: list[tuple[str, Any]] = [_item(page) for page in (lead, *events)]
    if rest:
        blocks.append(("heading", _("Also in this letter")))
    return blocks + [_item(page) for page in rest]


def _item(page: Page) -> tuple[str, Any]:
    return "page", {"page": page, "display": "auto", "text": ""}


def _page(home: Page, path: str) -> Page | None:
    return Page.objects.live().filter(url_path=f"{home.url_path}{path}/").first()
