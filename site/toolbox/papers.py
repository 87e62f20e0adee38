"""The papers of this room: a tool, a path or a short list as PDF, set once and kept."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from pages.letterhead import letterhead
from pages.models import ToolPage, ToolPathPage
from toolbox import words
from toolbox.codes import query_of
from typeset.engine import typeset, written_as_json
from typeset.richtext import paragraphs_of

KEPT_SECONDS: Final = 24 * 3600
# Part of the name under which a paper is kept: raise it when a template changes.
EDITION: Final = 1


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document ready to be handed out."""

    name: str  # of the file
    language: str
    pdf: bytes
    tag: str  # changes whenever the content does


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A tool on a paper with several: why it stands there, and what its owner noted."""

    tool: ToolPage
    why: str = ""
    note: str = ""


def tool_paper(tool: ToolPage, request: HttpRequest | None = None) -> Paper:
    """Return one tool, in its own language; its terms are loaded."""
    language = tool.locale.language_code
    with override(language):
        data = {
            "brand": letterhead(request),
            "series": _("Integrated Toolbox, tool %(code)s") % {"code": tool.code},
            "address": _full(tool.get_url(request)),
            "tool": _whole(tool, request),
            "words": _headings(),
        }
    name = f"{tool.code}-{tool.slug}.pdf"
    return _set("tool", data, name=name, title=tool.title, language=language)


def path_paper(path: ToolPathPage, request: HttpRequest | None = None) -> Paper:
    """Return a path with all its tools, in its own language."""
    language = path.locale.language_code
    steps = path.journey()
    with override(language):
        kicker = _("Path %(letter)s through the toolbox") % {"letter": path.letter}
        data = _collection(
            [Listed(tool=step["tool"], why=step["why"]) for step in steps],
            request,
            address=_full(path.get_url(request)),
            kicker=kicker,
            summary=path.summary,
            facts=[(_("Who walks it"), path.for_whom), (_("Time"), path.duration_text)],
            opening=[
                {"title": path.question, "text": path.summary},
                {"title": _("What you have at the end"), "text": path.outcome_text},
            ],
        )
        data["summary"] = ""
    name = f"path-{path.letter.lower()}-{path.slug}.pdf"
    return _set("collection", data, name=name, title=path.title, language=language)


def list_paper(
    listed: Sequence[Listed], request: HttpRequest | None = None, *, is_own: bool = False
) -> Paper:
    """Return a short list; `is_own` says that it is a member's, whose notes it bears."""
    tools = [entry.tool for entry in listed]
    spoken = {tool.locale.language_code for tool in tools}
    language = spoken.pop() if len(spoken) == 1 else settings.LANGUAGE_CODE
    with override(language):
        codes = [tool.code for tool in tools]
        address = reverse("toolbox:shortlist") + query_of(codes)
        time = _("%(time)s at least") % {"time": words.least_time(tools)}
        data = _collection(
            listed,
            request,
            address=_full(address),
            facts=[(_("Tools"), str(len(tools))), (_("Together"), time)],
        )
        title = _("My short list") if is_own else _("A short list of tools")
        file = _("short list")
        name = f"{slugify(file)}.pdf"
    return _set(
        "collection", data, name=f"{name}.pdf", title=title, language=language, is_kept=False
    )


def _set(
    template: str,
    data: dict[str, Any],
    *,
    name: str,
    title: str,
    language: str,
    is_kept: bool = True,
) -> Paper:
    """Set a document, or take it from the cache: what it says is the name under which it is kept.

    Short lists are not kept: there are more of them than any cache has room for.
    """
    written = written_as_json({**data, "title": title})
    parts = f"{EDITION}\n{template}\n{language}\n{written}"
    tag = hashlib.sha256(parts.encode()).hexdigest()[:32]
    key = f"toolbox.paper.{tag}"
    pdf: bytes | None = cache.get(key) if is_kept else None
    if pdf is None:
        pdf = typeset(f"toolbox/documents/{template}.typ", data, language=language, title=title)
        if is_kept:
            cache.set(key, pdf, KEPT_SECONDS)
    safe = re.sub(r"[^\w.-]", "-", name)
    return Paper(name=safe, language=language, pdf=pdf, tag=tag)


def _collection(
    listed: Iterable[Listed], request: HttpRequest | None, **parts: Any
) -> dict[str, Any]:
    entries = list(listed)
    return {
        "brand": letterhead(request),
        "series": _("Integrated Toolbox"),
        "kicker": "",
        "summary": "",
        "facts": [],
        "opening": [],
        "tools": [_short(entry, request) for entry in entries],
        "words": _headings(),
        "licence": _licence_of([entry.tool for entry in entries]),
        **parts,
    }


def _licence_of(tools: list[ToolPage]) -> str:
    names = {tool.get_licence_display(): None for tool in tools}
    return _("Licence: %(licence)s.") % {"licence": ", ".join(names)} if names else ""


def tool_facts(tool: ToolPage) -> dict[str, Any]:
    """Return what every document says of a tool; its terms are loaded."""
    return {
        "stages": tool.stage_numbers,
        "stage_text": tool.stage_text,
        "facts": words.facts(tool),
        "question": tool.question,
        "inputs": tool.inputs_text,
        "outputs": tool.outputs_text,
        "licence": words.licence_note(tool),
    }


def _short(entry: Listed, request: HttpRequest | None) -> dict[str, Any]:
    tool = entry.tool
    return {
        **tool_facts(tool),
        "code": tool.code,
        "title": tool.title,
        "name": f"{tool.code} {tool.title}",
        "url": _full(tool.get_url(request)),
        "time": tool.duration_text,
        "summary": tool.summary,
        "steps": [_step(step) for step in tool.steps],
        "why": entry.why,
        "note": entry.note,
    }


def _whole(tool: ToolPage, request: HttpRequest | None) -> dict[str, Any]:
    return {
        **tool_facts(tool),
        "summary": tool.summary,
        "purpose": tool.purpose,
        "yes_if": tool.yes_if,
        "no_if": tool.no_if,
        "steps": [_step(step) for step in tool.steps],
        "tips": [str(tip.value) for tip in tool.tips],
        "example": paragraphs_of(tool.example_text, base=settings.SITE_URL),
        "risks": words.risks(tool),
        "caution": tool.caution_text,
        "neighbours": _neighbours(tool, request),
        "origin": tool.origin_text,
    }


def _step(step: Any) -> dict[str, str]:
    return {"title": str(step.value["title"]), "text": str(step.value["text"])}


def _neighbours(tool: ToolPage, request: HttpRequest | None) -> list[dict[str, Any]]:
    around = tool.neighbours()
    groups = (
        (pgettext("tools", "Before it"), [other for other in around if other.leads_here]),
        (pgettext("tools", "After it"), [other for other in around if other.follows]),
        (pgettext("tools", "Instead of it"), [other for other in around if other.instead]),
    )
    return [
        {
            "label": label,
            "tools": [
                {"name": f"{other.code} {other.title}", "url": _full(other.get_url(request))}
                for other in others
            ],
        }
        for label, others in groups
        if others
    ]


def _full(address: str | None) -> str:
    """Return an address with the host, as paper needs it."""
    address = address or "/"
    return address if "://" in address else f"{settings.SITE_URL}{address}"


def _headings() -> dict[str, str]:
    """Return the words of the templates in the active language."""
    return {
        "yes_if": _("Use it when"),
        "no_if": _("Leave it when"),
        "inputs": _("You need"),
        "outputs": _("You have afterwards"),
        "steps": _("How it is done"),
        "tips": _("From those who have done it"),
        "example": _("A worked example"),
        "risks": _("What may go wrong"),
        "caution": pgettext("a warning", "Mind"),
        "overview": _("At a glance"),
        "number": _("No."),
        "tool": _("Tool"),
        "question": _("Question"),
        "time": _("Time"),
        "note": _("Your note"),
    }
