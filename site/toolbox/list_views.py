"""A visitor's short list, which lives in its address, and the comparison of up to three tools."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lane.showing import public
from pages.models import ToolPage
from toolbox import shelf, words
from toolbox.codes import MOST, MOST_COMPARED, Codes, moved, query_of, read_codes
from toolbox.comparison import rows_of


@require_safe
@public("toolbox")  # a list in the address is not kept: there are too many of them
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show the tools that the address names, in its order."""
    read = read_codes(request.GET.getlist("tools"))
    if _is_untidy(request, read):
        return HttpResponseRedirect(reverse("toolbox:shortlist") + query_of(read.codes))
    everything = shelf.tools(for_cards=True)
    tools = pick(everything, read.codes)
    codes = tuple(tool.code for tool in tools)
    context = {
        "rows": [_row(tool, codes, request) for tool in tools],
        "others": by_stage(everything, codes),
        "missing": [code for code in read.codes if code not in codes],
        "read": read,
        "most": MOST,
        "has_room": len(codes) < MOST,
        **list_facts(request, tools),
        "pdf": reverse("toolbox:shortlist_pdf") + query_of(codes),
    }
    return render(request, "toolbox/shortlist.html", context)


@require_safe
@public("toolbox")  # a list in the address is not kept: there are too many of them
def compare(request: HttpRequest) -> HttpResponse:
    """Show up to three tools side by side, fact by fact."""
    read = read_codes(request.GET.getlist("tools"), most=MOST_COMPARED)
    if _is_untidy(request, read):
        return HttpResponseRedirect(reverse("toolbox:compare") + query_of(read.codes))
    everything = shelf.tools()
    tools = pick(everything, read.codes)
    codes = tuple(tool.code for tool in tools)
    context = {
        "columns": [_column(tool, codes, request) for tool in tools],
        "rows": rows_of(tools),
        "others": by_stage(everything, codes),
        "codes": ",".join(codes),
        "missing": [code for code in read.codes if code not in codes],
        "read": read,
        "most": MOST_COMPARED,
        "has_room": len(codes) < MOST_COMPARED,
        "shortlist": reverse("toolbox:shortlist") + query_of(codes),
    }
    return render(request, "toolbox/compare.html", context)


def pick(tools: Sequence[ToolPage], codes: Sequence[str]) -> list[ToolPage]:
    """Return the tools of these codes in the order of the codes."""
    found = {tool.code: tool for tool in tools}
    return [found[code] for code in codes if code in found]


def by_stage(tools: Sequence[ToolPage], without: Sequence[str]) -> list[dict[str, Any]]:
    """Return the stages, each with its tools that are not on the list yet."""
    stages: dict[str, list[ToolPage]] = {}
    for tool in tools:
        if tool.code not in without:
            stages.setdefault(tool.stage_text, []).append(tool)
    return [{"stage": stage, "tools": found} for stage, found in stages.items()]


def list_facts(request: HttpRequest, tools: Sequence[ToolPage]) -> dict[str, Any]:
    """Return what any short list shows below its tools: its codes, time, and address to share."""
    codes = tuple(tool.code for tool in tools)
    address = reverse("toolbox:shortlist") + query_of(codes)
    return {
        "codes": ",".join(codes),
        "time": words.least_time(list(tools)) if tools else "",
        "address": address,
        "share": request.build_absolute_uri(address),
        "can_compare": len(codes) > 1,
    }


def _is_untidy(request: HttpRequest, read: Codes) -> bool:
    """Return whether the same list has a tidier address, and nothing has to be said about this."""
    given = ",".join(request.GET.getlist("tools"))
    is_clean = not read.unread and not read.is_cut
    return is_clean and (len(request.GET.getlist("tools")) > 1 or given != ",".join(read.codes))


def _row(tool: ToolPage, codes: tuple[str, ...], request: HttpRequest) -> dict[str, Any]:
    """Return one tool of a list, with the addresses that move it or take it off."""
    here = reverse("toolbox:shortlist")
    code = tool.code
    return {
        "tool": tool,
        "card": tool.card(request),
        "code": code,
        "up": here + query_of(moved(codes, code, -1)) if codes[0] != code else "",
        "down": here + query_of(moved(codes, code, 1)) if codes[-1] != code else "",
        "remove": here + query_of(other for other in codes if other != code),
    }


def _column(tool: ToolPage, codes: tuple[str, ...], request: HttpRequest) -> dict[str, Any]:
    here = reverse("toolbox:compare")
    return {
        "tool": tool,
        "url": tool.get_url(request) or "",
        "remove": here + query_of(other for other in codes if other != tool.code),
    }
