"""The editors' desk: look at a letter, try it out, send it, and see how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from newsletters.actions import issuing
from newsletters.audience import audience_of
from newsletters.checks import checks_of
from newsletters.composing import Letter, compose, preview_of
from newsletters.forms import TestForm
from newsletters.models import HELD, UNFINISHED, Delivery, Edition, IssuePage
from newsletters.roles import SEND

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.members.views import MemberRequest

SHOWN = 100  # held deliveries on one screen; decisions may also take all of them


def _issue(request: MemberRequest, pk: int) -> IssuePage:
    """Return the issue for somebody who may send it.

    Raises:
        Http404: there is none.
        PermissionDenied: the person may not.
    """
    issue: IssuePage = get_object_or_404(IssuePage, pk=pk)
    if not request.user.has_perm(SEND):
        raise PermissionDenied
    return issue


def _edition(request: MemberRequest, pk: int) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("newsletter", "created_by"), pk=pk)
    if not request.user.has_perm(SEND):
        raise PermissionDenied
    return edition


@never_cache
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """Show who gets the issue and what is checked; a press of the button sends it, once."""
    issue = _issue(request, pk)
    if issue.edition is not None and request.method != "POST":
        return redirect("sent_letters:edition", issue.edition.pk)
    if request.method == "POST":
        return _send(request, issue)
    return _send_screen(request, issue, TestForm(initial={"to": request.user.email}))


def _send(request: MemberRequest, issue: IssuePage) -> HttpResponse:
    try:
        edition, is_new = issuing.send_issue(issue=issue, by=request.user)
    except issuing.NotReady as error:
        for reason in error.reasons:
            messages.error(request, reason)
        return redirect("sent_letters:send", issue.pk)
    if is_new:
        log(instance=issue, action="newsletters.send_issue", user=request.user)
        messages.success(request, _("The letter is on its way."))
    else:
        messages.info(request, _("The letter was sent before; it is not sent a second time."))
    return redirect("sent_letters:edition", edition.pk)


def _send_screen(request: MemberRequest, issue: IssuePage, form: TestForm) -> HttpResponse:
    letter, audience = compose(issue), audience_of(issue)
    readers = audience.count()
    checks = checks_of(issue, letter, readers)
    context = {
        **_header(_("Send: %(title)s") % {"title": issue.title}),
        "issue": issue,
        "newsletter": issue.newsletter,
        "letter": letter,
        "readers": readers,
        "suppressed": audience.suppressed().count(),
        "checks": checks,
        "is_ready": all(check.is_met for check in checks),
        "form": form,
    }
    return TemplateResponse(request, "newsletters/desk/send.html", context)


def _header(title: str) -> dict[str, Any]:
    """Return what Wagtail's header shows above a screen of ours."""
    crumbs = [
        {"url": reverse("sent_letters:index"), "label": _("Sent letters")},
        {"url": "", "label": title},
    ]
    return {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "mail"}


@require_safe
@never_cache
def letter(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Return the letter as it would be sent now, as a document or as text."""
    return preview_of(compose(_issue(request, pk)), as_text=kind == "text")


@require_safe
@never_cache
def frozen(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Return the letter as it was sent, as a document or as text."""
    edition = _edition(request, pk)
    sent = Letter(subject=edition.subject, html=edition.html, text=edition.text)
    return preview_of(sent, as_text=kind == "text")


@require_POST
def test(request: MemberRequest, pk: int) -> HttpResponse:
    """Send a test letter to one address."""
    issue, form = _issue(request, pk), TestForm(request.POST)
    if not form.is_valid():
        return _send_screen(request, issue, form)
    try:
        mail = issuing.send_test(issue=issue, to=form.cleaned_data["to"])
    except issuing.NotReady as error:
        messages.error(request, str(error))
    else:
        text = _("A test letter goes to %(address)s.") % {"address": mail.to_address}
        messages.success(request, text)
    return redirect("sent_letters:send", pk)


@never_cache
def edition(request: MemberRequest, pk: int) -> HttpResponse:
    """Show how far an edition is, what is held, and why."""
    found = _edition(request, pk)
    held = found.deliveries.filter(state__in=HELD).order_by("state", "pk")
    skipped = found.deliveries.filter(state=Delivery.State.SKIPPED)
    context = progress_of(found) | {
        **_header(found.subject),
        "held": held[:SHOWN],
        "skipped": skipped[:SHOWN],
        "shown": SHOWN,
    }
    return TemplateResponse(request, "newsletters/desk/edition.html", context)


@require_safe
@never_cache
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """Return how far an edition is, for the page to show it without being asked."""
    return TemplateResponse(
        request, "newsletters/desk/progress.html", progress_of(_edition(request, pk))
    )


def progress_of(found: Edition) -> dict[str, Any]:
    """Return what the progress shows: each state with its number, and whether work is left."""
    counts = found.deliveries.all().counts()
    labels = dict(Delivery.State.choices)
    total = sum(counts.values())
    left = sum(counts[state] for state in UNFINISHED)
    return {
        "edition": found,
        "states": [(state, labels[state], count) for state, count in counts.items()],
        "counts": counts,
        "total": total,
        "done": total - left,
        "is_finished": not left,
        "percent": round(100 * (total - left) / total) if total else 100,
    }


@require_POST
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Pause, resume, or decide about held letters; note who did, and go back to the edition."""
    found = _edition(request, pk)
    what = request.POST.get("do", "")
    if what in PAUSES:
        PAUSES[what](edition=found)
        messages.success(request, _("Done."))
    elif what in DECISIONS:
        count = DECISIONS[what](edition=found, deliveries=_chosen(request, found))
        messages.success(
            request,
            ngettext("%(n)d letter decided.", "%(n)d letters decided.", count) % {"n": count},
        )
    else:
        messages.error(request, _("Choose what shall become of them."))
        return redirect("sent_letters:edition", pk)
    log(instance=found, action=f"newsletters.{what}", user=request.user)
    return redirect("sent_letters:edition", pk)


def _chosen(request: MemberRequest, found: Edition) -> list[int]:
    """Return the deliveries that were ticked; of unknown outcome all, where that was asked."""
    if request.POST.get("all"):
        unknown = found.deliveries.filter(state=Delivery.State.UNKNOWN)
        return list(unknown.values_list("pk", flat=True))
    return [int(pk) for pk in request.POST.getlist("delivery") if pk.isdecimal() and len(pk) < 19]


PAUSES: dict[str, Callable[..., None]] = {"pause": issuing.pause, "resume": issuing.resume}
DECISIONS: dict[str, Callable[..., int]] = {
    "send_again": issuing.send_again,
    "treat_as_sent": issuing.treat_as_sent,
}


def send_address(issue: IssuePage) -> str:
    """Return where the screen that sends an issue stands."""
    return reverse("sent_letters:send", args=(issue.pk,))
