"""Makes a letter of an issue: subject, HTML, text and headers, once for all who get it.

What differs from reader to reader is held open by placeholders of plain ASCII that no encoding
touches: a key inside two addresses, and the reader's own address in the last lines.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsletters.addresses import PLACEHOLDER
from newsletters.items import Part
from outbox.mime import AUTOMATIC
from outbox.rendering import BrokenTemplate, absolute_url, mjml_to_html, one_line, render_mail

if TYPE_CHECKING:
    from newsletters.models.issue import IssuePage
    from newsletters.models.newsletter import Newsletter

TEMPLATE: Final = "newsletters/email/issue"
# Stands where each reader's own key will: of the same length, in the same letters.
KEY: Final = uuid.UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")


@dataclass(frozen=True)
class Fault:
    """A part that cannot become HTML for mails: in which field of the issue, and why."""

    field: str
    text: str


@dataclass(frozen=True)
class Letter:
    """One issue in one language, ready to be frozen or looked at."""

    subject: str
    html: str = ""
    text: str = ""
    sender: str = ""
    reply_to: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    faults: tuple[Fault, ...] = ()


def compose(issue: IssuePage) -> Letter:
    """Return the letter; with `faults`, and no HTML or text, where a part cannot be shown."""
    newsletter, parts = issue.newsletter, tuple(issue.parts())
    subject = one_line(issue.subject)
    if faults := faults_of(issue, parts):
        return Letter(subject=subject, parts=parts, faults=tuple(faults))
    rendered = render_mail(TEMPLATE, context_of(issue, parts), issue.language)
    return Letter(
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        sender=newsletter.sender,
        reply_to=newsletter.reply_to,
        headers=headers_of(issue, newsletter),
        parts=parts,
    )


def faults_of(issue: IssuePage, parts: tuple[Part, ...] | None = None) -> list[Fault]:
    """Return what cannot become HTML for mails, each part tried alone so that it can be named."""
    faults = []
    for name, label in (("intro", _("Opening")), ("closing", _("Closing"))):
        if why := _why_not(Part(0, "text", html=getattr(issue, name))):
            faults.append(Fault(name, _("%(part)s: %(why)s") % {"part": label, "why": why}))
    for part in issue.parts() if parts is None else parts:
        if why := _why_not(part):
            where = _("Part %(number)d of the body") % {"number": part.number}
            named = f"{where} ({part.title})" if part.title else where
            faults.append(Fault("body", _("%(part)s: %(why)s") % {"part": named, "why": why}))
    return faults


def _why_not(part: Part) -> str:
    """Return why one part alone cannot become HTML; empty when it can."""
    try:
        template = Engine.get_default().get_template(part.mjml)
        mjml_to_html(f"<mjml><mj-body>{template.render(Context({'part': part}))}</mj-body></mjml>")
    except BrokenTemplate as error:
        return str(error)
    return ""


def context_of(issue: IssuePage, parts: tuple[Part, ...]) -> dict[str, Any]:
    """Return what the templates of a letter show."""
    with override(issue.language):
        choose = reverse("newsletters:yours", args=(KEY,))
    return {
        "issue": issue,
        "newsletter": issue.newsletter,
        "parts": parts,
        "dated": issue.first_published_at or issue.latest_revision_created_at,
        "web_url": absolute_url(issue.url or "/"),
        "leave_url": leave_url(KEY),
        "choose_url": absolute_url(choose),
        "reader": PLACEHOLDER,
    }


def leave_url(key: uuid.UUID) -> str:
    """Return the full address by which mail programs end a subscription with one press."""
    return absolute_url(reverse("letters:leave", args=(key,)))


def headers_of(issue: IssuePage, newsletter: Newsletter) -> dict[str, str]:
    """Return the headers that are the same for every reader.

    RFC 2919 (List-ID), RFC 2369 (List-Archive), RFC 3834 (Auto-Submitted); Feedback-ID is Google's,
    three free fields and then who sends.
    """
    phrase = re.sub(r"[^\w\s.-]", "", newsletter.title).strip()
    archive = absolute_url(issue.get_parent().url or "/")
    feedback = (str(issue.translation_key)[:8], issue.language, newsletter.slug)
    return {
        "List-ID": f"{phrase} <{newsletter.list_id}>",
        "List-Archive": f"<{archive}>",
        "Feedback-ID": ":".join((*feedback, newsletter.sender_id)),
        "Precedence": "bulk",
        "Content-Language": issue.language,
        **AUTOMATIC,
    }


def preview_of(letter: Letter, *, as_text: bool) -> HttpResponse:
    """Return a letter as a document to look at; where it has faults, the list of them."""
    if letter.faults:
        lines = "\n".join(fault.text for fault in letter.faults)
        return HttpResponse(lines, content_type="text/plain; charset=utf-8")
    if as_text:
        return HttpResponse(letter.text, content_type="text/plain; charset=utf-8")
    opens_tabs = letter.html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(opens_tabs, headers={"Content-Security-Policy": PREVIEW_POLICY})


# A document in a frame: pictures of this site and its own styles, nothing that runs or is sent.
PREVIEW_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
