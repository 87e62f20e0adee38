"""Pieces of this room on other rooms' pages: the short list's button, the address of a PDF."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pages.models import ToolPage, ToolPathPage

register = template.Library()


@register.simple_tag(takes_context=True)
def keep_tool(context: template.Context, code: str, title: str) -> SafeString:
    """Return what puts a tool on the short list: a button for members, a link for visitors.

    The link is the same for every visitor, so that the page can be kept for all of them.
    """
    if context.get("viewer"):
        return render_to_string("toolbox/keep.html", _keeping(context, code, title))
    return _link(code, str(title), str(get_language()))


@lru_cache(500)
def _link(code: str, title: str, _language: str) -> SafeString:
    return render_to_string("toolbox/keep.html", {"codes": code, "title": title})


@register.inclusion_tag("toolbox/ways.html", takes_context=True)
def tool_ways(context: template.Context, page: Any) -> dict[str, Any]:
    """Return what one can take home of a tool or a path: worksheet, PDF, a place on the list."""
    codes = page.code if isinstance(page, ToolPage) else _codes_of(page)
    return {**_keeping(context, codes, page.title), "page": page, "pdf": paper_address(page)}


def _codes_of(path: ToolPathPage) -> str:
    return ",".join(step.value["tool"].code for step in path.steps if step.value["tool"])


def _keeping(context: template.Context, codes: str, title: str) -> dict[str, Any]:
    request, viewer = context.get("request"), context.get("viewer")
    return {
        "codes": codes,
        "title": title,
        "viewer": viewer,
        "csrf_token": context.get("csrf_token") if viewer else None,
        "here": request.get_full_path() if request and viewer else "",
    }


@register.simple_tag
def paper_address(page: Any) -> str:
    """Return the address of the PDF of a tool or a path; empty before it has its number."""
    if isinstance(page, ToolPage):
        return reverse("toolbox:tool_pdf", args=(page.code,)) if page.code else ""
    return reverse("toolbox:path_pdf", args=(page.letter,)) if page.letter else ""
