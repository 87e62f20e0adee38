"""The pattern page: every component in every state, for those who build and for browser tests.

Its words are examples that no visitor sees, so they are not translated.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pages import blocks
from pages.cards import Card
from pages.css import SHEETS

GROUPS = tuple(
    SimpleNamespace(code=code, label=label)
    for code, label in (
        ("industry", "Industry"),
        ("policy", "Policy"),
        ("academia", "Academia"),
        ("civil-society", "Civil society"),
        ("media", "Media"),
    )
)
SPRITE = Path(__file__).parent / "static" / "img" / "icons.svg"
STAGES = (
    "Strategic challenges",
    "Scoping opportunities",
    "Concept development",
    "Competitive analysis",
    "Commercialisation",
    "Follow-up",
)
COVER_TITLES = (
    "The need statement",
    "Half-built on purpose",
    "Customer-job interview",
    "Patent quick scan",
    "Heads of terms",
    "After-action review",
    "Four bakeries share one oven",
    "A gearbox with a stranger’s name on it",
    "The hospital that wrote the order last",
    "Who owns an idea",
    "Open kiln night",
    "The doorway agreement",
    "Problem ladder",
    "A year of open questions",
    "Lunch with a supplier",
    "Publish the failures",
)
WHEN = datetime(2026, 12, 3, 14, tzinfo=UTC)


class PatternForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Your name")
    email = forms.EmailField(
        label="E-mail address", help_text="For the link and the calendar entry."
    )
    organisation = forms.CharField(label="Organisation", required=False)
    country = forms.ChoiceField(
        label="Country", choices=[("", "Choose one"), ("FI", "Finland"), ("PT", "Portugal")]
    )
    group = forms.ChoiceField(
        label="Where do you come from?",
        widget=forms.RadioSelect,
        choices=[(group.code, group.label) for group in GROUPS[:4]],
    )
    topics = forms.MultipleChoiceField(
        label="What do you look for?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("tools", "Tools"), ("cases", "Cases"), ("people", "People")],
    )
    note = forms.CharField(
        label="Anything we should arrange?",
        required=False,
        widget=forms.Textarea,
        help_text="Seen by the organisers only.",
    )
    closed = forms.CharField(label="Not open yet", required=False, disabled=True)
    consent = forms.BooleanField(label="Tell me about the next session like this one")


def _cards() -> list[Card]:
    """Return cards as tools, cases and articles make them, short and long."""
    return [
        Card(
            title="The need statement",
            url="#need",
            text="Say what you need so that a stranger can help, and keep back what a rival wants.",
            kind="tool",
            meta=("Two hours", "three to five people", "free"),
            groups=GROUPS[:2],
            stages=(2, 3),
            stage_text="Stages 2 and 3",
        ),
        Card(
            title="A title that runs on to a second and even a third line, as German titles do",
            url="#long",
            text="Everything still holds.",
            kicker="Case, Germany",
            kind="case",
            groups=GROUPS[:4],
        ),
        Card(title="No text, no tags", url="#short", kicker="Article", kind="article"),
    ]


def _events() -> list[Card]:
    """Return two lines of a calendar."""
    return [
        Card(
            title="How to open a problem without opening the books",
            url="#event",
            text="A working session for owners and their advisers.",
            kicker="Working session",
            meta=("14:00 to 15:30 (Brussels)", "Online", "11 of 60 seats left"),
            groups=GROUPS[:2],
            starts=WHEN,
        ),
        Card(title="Open kiln night", url="#kiln", starts=WHEN.replace(day=17)),
    ]


# Bricks that show something without a page or a file of this site.
ALONE = (
    "callout",
    "steps",
    "checklist",
    "key_facts",
    "questions",
    "quote",
    "figures",
    "table",
    "chart",
    "video",
    "audio",
    "call_to_action",
)
CURVES = {
    "title": "Replies rise once a number stands in the call",
    "kind": "line",
    "unit": "replies",
    "data": {
        "columns": [
            {"type": "text", "heading": "Year"},
            {"type": "number", "heading": "With a number"},
            {"type": "number", "heading": "Without"},
        ],
        "rows": [
            {"values": ["2023", "4", "3"]},
            {"values": ["2024", "9", "4"]},
            {"values": ["2025", "14", "2.5"]},
        ],
        "caption": "",
    },
    "source": "Example",
}


def _bricks() -> list[dict[str, Any]]:
    """Return the bricks of a text with their previews, as the editor's chooser shows them."""
    known = blocks.Body().child_blocks
    shown = [(known[name], known[name].get_preview_value()) for name in ALONE]
    shown.append((known["chart"], known["chart"].normalize(known["chart"].to_python(CURVES))))
    return [
        {"label": brick.label, "text": brick.get_description(), "bound": brick.bind(value)}
        for brick, value in shown
    ]


def _risky() -> SimpleNamespace:
    """Return what the panel of risks asks of a tool."""
    texts = {
        "ip": "Posting the need may publish the invention. Ask before you post.",
        "confidentiality": "A rival reads it as well. Draw the fence first.",
        "other": "Without a test, “good enough” ends in a quarrel.",
    }
    risks = [SimpleNamespace(value={"kind": kind, "text": text}) for kind, text in texts.items()]
    return SimpleNamespace(risks=risks, caution_text="A list of fifteen wishes buys nothing.")


def _journey() -> list[dict[str, Any]]:
    """Return the steps of a path, one of which may be left out."""
    return [
        {
            "number": number,
            "tool": SimpleNamespace(
                title=title, stage_text="Stage 2, Scoping", duration_text="Two hours"
            ),
            "url": "#tool",
            "why": "It gives the next tool its first line.",
            "is_optional": number == 2,
        }
        for number, title in enumerate(COVER_TITLES[:3], start=1)
    ]


def patterns(request: HttpRequest) -> HttpResponse:
    """Return the pattern page in development, "not found" elsewhere."""
    if not (settings.DEBUG or settings.PATTERNS_ENABLED):
        raise Http404
    sent = {"email": "marta.example.org", "name": "Marta Example"}
    context: dict[str, Any] = {
        "sheets": [sheet for sheet in SHEETS if sheet != "css/site.css"],
        "groups": GROUPS,
        "icons": re.findall(r'symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")),
        "cards": _cards(),
        "events": _events(),
        "blank": PatternForm(auto_id="blank_%s"),
        "wrong": PatternForm(sent, auto_id="wrong_%s"),
        "when": WHEN,
        "stages": [
            {
                "url": "#main",
                "label": label,
                "count_text": "6 tools",
                "is_current": label == STAGES[1],
            }
            for label in STAGES
        ],
        "lines": ["Open the door.", "Keep the keys."],
        "slice": Paginator(range(200), 10).page(7),
        "cover_titles": COVER_TITLES,
        "bricks": _bricks(),
        "risky": _risky(),
        "journey": _journey(),
        "banners": [
            {"level": level, "text": "The site rests on Sunday from 6 to 8 (Brussels)."}
            for level in ("news", "warning", "urgent")
        ],
        "file": SimpleNamespace(
            url="#file",
            title="Worksheet: need statement",
            file_extension="odt",
            get_file_size=14_300,
            language="en",
        ),
    }
    return render(request, "patterns.html", context)
