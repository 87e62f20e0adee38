"""`{% beacon %}`: the script by which a page reports that it was read."""

from typing import Any
from urllib.parse import urlsplit

from django import template
from wagtail.models import Page

from dissemination_metrics import tokens
from dissemination_metrics.groups import group_of
from dissemination_metrics.models import Hit

register = template.Library()


@register.inclusion_tag("dissemination_metrics/beacon.html", takes_context=True)
def beacon(context: template.Context) -> dict[str, Any]:
    """Return the token for the page that is shown; nothing for previews and for other views.

    What is no page of the tree is not counted: such an address may hold a secret link.
    """
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or not page.live or getattr(request, "is_preview", False):
        return {"token": ""}
    viewer = context.get("viewer")
    path = urlsplit(page.get_url(request) or "").path[: Hit.PATH_LENGTH]
    group = group_of(viewer) if viewer else ""
    return {"token": tokens.sign(tokens.Ticket(page=page.pk, group=group, path=path))}
