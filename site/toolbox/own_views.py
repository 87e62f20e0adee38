"""A member's own short list: shown, added to, changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.members.views import MemberRequest
from toolbox import actions, shelf
from toolbox.codes import MOST, read_codes
from toolbox.forms import ChangeForm
from toolbox.list_views import by_stage, list_facts, pick
from toolbox.models import ShortListEntry


@never_cache
@login_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Show the list of whoever is signed in."""
    entries = list(ShortListEntry.objects.of(request.user).select_related("tool"))
    everything = shelf.tools(for_cards=True)
    found = {tool.code: tool for tool in everything}
    codes = [entry.tool.code for entry in entries]
    context = {
        "rows": [_row(entry, found.get(entry.tool.code), request) for entry in entries],
        "others": by_stage(everything, codes),
        "most": MOST,
        "has_room": len(entries) < MOST,
        "is_own": True,
        "note_length": ShortListEntry.NOTE_LENGTH,
        **list_facts(request, pick(everything, codes)),
        "pdf": reverse("toolbox:mine_pdf"),
    }
    return render(request, "toolbox/shortlist.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """Put tools on the list of whoever is signed in; opened as a page, it leads to the list."""
    back = _back(request)
    if request.method != "POST":
        return back
    read = read_codes(request.POST.getlist("tools"))
    tools = shelf.tools(read.codes)
    try:
        count = actions.keep_tools(user=request.user, tools=tools)
    except actions.ListIsFull:
        text = _("A list holds %(most)s tools. Take one off first.") % {"most": MOST}
        messages.error(request, text)
        return back
    if not tools:
        messages.error(request, _("Choose a tool first."))
    else:
        messages.success(request, _added(count))
    return back


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest) -> HttpResponse:
    """Move a tool, take it off, or note something about it; each is one button."""
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("That was not understood. Use the buttons of the list."))
        else:
            _change(request, form.cleaned_data)
    return HttpResponseRedirect(reverse("toolbox:mine"))


def _change(request: MemberRequest, asked: dict[str, Any]) -> None:
    user, code = request.user, asked["code"]
    try:
        if asked["do"] == "remove":
            actions.drop_tool(user=user, code=code)
            messages.success(request, _("Taken off your short list."))
        elif asked["do"] == "note":
            actions.note_on_tool(user=user, code=code, note=asked["note"])
            messages.success(request, _("Your note is saved."))
        else:
            actions.move_tool(user=user, code=code, by=-1 if asked["do"] == "up" else 1)
    except actions.NoSuchTool:
        messages.error(request, _("This tool is not on your list any more."))


def _row(entry: ShortListEntry, tool: Any, request: HttpRequest) -> dict[str, Any]:
    """Return one tool of a member's list; without `tool` it is no longer published."""
    return {
        "tool": tool,
        "title": entry.tool.title,
        "card": tool.card(request) if tool else None,
        "code": entry.tool.code,
        "note": entry.note,
    }


def _added(count: int) -> str:
    if not count:
        return _("It is on your short list already.")
    return ngettext(
        "%(count)s tool is on your short list now.",
        "%(count)s tools are on your short list now.",
        count,
    ) % {"count": count}


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return the way back to the page whose button was pressed, else to the list."""
    given = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return HttpResponseRedirect(given if given and is_ours else reverse("toolbox:mine"))
