"""Pieces of this room on other rooms' pages."""

from typing import Any

from django import template

from lane.memory import keep
from lane.showing import show
from newsletters.models import Newsletter, Subscription

register = template.Library()


@register.inclusion_tag("newsletters/invitation.html", takes_context=True)
def newsletter_invitation(
    context: template.Context, title: str = "", text: str = ""
) -> dict[str, Any]:
    """Return what the invitation shows: the page's list or the first that is open, or nothing.

    Members have their lists on their own page, so they are not invited again. `title` and `text`,
    or what the page has in fields of these names, take the place of the newsletter's own words.
    """
    show(Newsletter.lane_scope)
    page = context.get("page")
    return {
        "newsletter": None if context.get("viewer") else _inviting(context.get("newsletter")),
        "title": title or getattr(page, "newsletter_title", ""),
        "text": text or getattr(page, "newsletter_text", ""),
    }


def _inviting(newsletter: Newsletter | None) -> Newsletter | None:
    if newsletter is not None:
        return newsletter if newsletter.is_open else None
    return keep("newsletters.first open", _first_open, Newsletter.lane_scope)


def _first_open() -> Newsletter | None:
    return Newsletter.objects.filter(is_open=True).order_by("pk").first()


@register.inclusion_tag("newsletters/membership.html", takes_context=True)
def newsletter_membership(context: template.Context) -> dict[str, Any]:
    """Return every list with what the signed-in person is to it (two queries)."""
    viewer, request = context.get("viewer"), context["request"]
    if viewer is None:
        return {"lists": []}
    mine = {
        row.newsletter_id: row
        for row in Subscription.objects.of_address(viewer.email).select_related("newsletter")
    }
    newsletters = Newsletter.objects.all()
    return {
        "lists": [(one, mine.get(one.pk)) for one in newsletters if one.is_open or one.pk in mine],
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }
