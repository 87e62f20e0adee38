"""Hands out the papers: a tool, a path, a short list as PDF."""

import logging
from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest
from pages.models import ToolPage, ToolPathPage
from toolbox import papers, shelf
from toolbox.codes import read_codes
from toolbox.models import ShortListEntry
from toolbox.papers import Paper
from toolbox.signals import paper_served
from typeset.engine import NotSet

logger = logging.getLogger(__name__)

Subject = ToolPage | ToolPathPage | None


@require_safe
def tool(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out one tool; Http404 when no published tool has this code."""
    found = shelf.tools([code])
    if not found:
        raise Http404(_("No published tool has this number."))
    return _serve(request, found[0], partial(papers.tool_paper, found[0], request))


@require_safe
def path(request: HttpRequest, letter: str) -> HttpResponse:
    """Hand out one path with its tools; Http404 when no published path has this letter."""
    found = shelf.path_of(letter)
    if found is None:
        raise Http404(_("No published path has this letter."))
    return _serve(request, found, partial(papers.path_paper, found, request))


@require_safe
@rate_limited("toolbox.shortlist_pdf", methods=("GET",))
def shortlist(request: HttpRequest) -> HttpResponse:
    """Hand out the short list that the address names; Http404 when it names no published tool."""
    tools = shelf.tools(read_codes(request.GET.getlist("tools")).codes)
    if not tools:
        raise Http404(_("This address names no published tool."))
    listed = [papers.Listed(tool=tool) for tool in tools]
    return _serve(request, None, partial(papers.list_paper, listed, request))


@never_cache
@login_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Hand out the own list with its notes; Http404 while it is empty."""
    entries = list(ShortListEntry.objects.of(request.user).select_related("tool"))
    found = {tool.code: tool for tool in shelf.tools([entry.tool.code for entry in entries])}
    listed = [
        papers.Listed(tool=found[entry.tool.code], note=entry.note)
        for entry in entries
        if entry.tool.code in found
    ]
    if not listed:
        raise Http404(_("There is no published tool on your list."))
    return _serve(request, None, partial(papers.list_paper, listed, request, is_own=True))


def _serve(request: HttpRequest, subject: Subject, make: Callable[[], Paper]) -> HttpResponse:
    """Make a paper and hand it out, and tell that it was handed out.

    Whoever has it already gets 304, which counts as nothing.
    """
    try:
        paper = make()
    except NotSet:
        logger.exception("A paper could not be made")
        response = render(request, "toolbox/no_paper.html", status=503)
        response["Cache-Control"] = "no-store"
        return response
    tag = quote_etag(paper.tag)
    response = HttpResponse(paper.pdf, content_type="application/pdf")
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"  # kept, but asked for again: it may have changed
    where = content_disposition_header(as_attachment=False, filename=paper.name)
    response["Content-Disposition"] = str(where)
    response["Content-Language"] = paper.language
    answer = get_conditional_response(request, etag=tag, response=response) or response
    if answer is response and request.method == "GET":
        paper_served.send_robust(sender=type(subject), instance=subject, request=request)
    return answer
