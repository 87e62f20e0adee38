"""Pieces of this room on other rooms' pages: the short list's button, the address of a PDF."""

from typing import Any

from django import template
from django.urls import reverse

from pages.models import ToolPage, ToolPathPage

register = template.Library()


@register.inclusion_tag("toolbox/keep.html", takes_context=True)
def keep_tool(context: template.Context, code: str, title: str) -> dict[str, Any]:
    """Return what puts a tool on the short list: a button for members, a link for visitors.

    The link is the same for every visitor, so that the page can be kept for all of them.
    """
    request = context.get("request")
    return {
        "code": code,
        "title": title,
        "viewer": context.get("viewer"),
        "csrf_token": context.get("csrf_token"),
        "here": request.get_full_path() if request and context.get("viewer") else "",
    }


@register.simple_tag
def paper_address(page: Any) -> str:
    """Return the address of the PDF of a tool or a path; empty for any other page."""
    if isinstance(page, ToolPage):
        return reverse("toolbox:tool_pdf", args=(page.code,))
    if isinstance(page, ToolPathPage):
        return reverse("toolbox:path_pdf", args=(page.letter,))
    return ""


@register.simple_tag
def compare_address(*tools: ToolPage) -> str:
    """Return the address that compares these tools."""
    codes = ",".join(tool.code for tool in tools)
    return f"{reverse('toolbox:compare')}?tools={codes}"
