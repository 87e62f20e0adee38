"""Certificates at an event's desk: issue them, look them through, correct, revoke."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from events.door.attendance import attendances_of
from events.models import EventPage
from events.papers import actions
from events.papers.desk import TAB, show
from events.papers.forms import NameForm, RevokeForm, WordingForm
from events.papers.links import holders_address
from events.papers.models import Certificate, Issuing, Standing
from events.papers.refusals import PaperRefusal
from events.papers.views import back_to, pdf_of
from events.powers import Power, event_for, may

ON_A_PAGE: Final = 50


@require_POST
def issue(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask for certificates for everybody who came and has none."""
    event = event_for(request, event_id, Power.CHANGE)
    by: Any = request.user
    try:
        actions.ask_for_certificates(event=event, by=by, sends_mail="sends_mail" in request.POST)
    except PaperRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        log(instance=event, action="papers.issue", user=request.user)
        messages.success(request, _("The certificates are being made."))
    return back_to("papers_desk:home", event.pk)


@require_POST
def wording(request: HttpRequest, event_id: int) -> HttpResponse:
    """Store what the certificates of this event say."""
    event = event_for(request, event_id, Power.CHANGE)
    instance = actions.wording_of(event)
    form = WordingForm(request.POST, request.FILES, instance=instance)
    if not form.is_valid():
        return show(request, event, wording_form=form)
    actions.save_wording(wording=form.instance, signature=form.new_signature)
    messages.success(request, _("Saved. Certificates that were issued stay as they are."))
    return back_to("papers_desk:home", event.pk)


@require_safe
@never_cache
def progress(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return how far the round is, for the bar that shows it."""
    event = event_for(request, event_id, Power.SEE)
    last = Issuing.objects.filter(event_id=event.pk).first()
    if last is None:
        return JsonResponse({"done": 0, "total": 0, "is_finished": True, "text": ""})
    text = progress_text(last)
    facts = {"done": last.done, "total": last.total, "is_finished": last.is_finished}
    return JsonResponse({**facts, "text": text})


def progress_text(round_: Issuing) -> str:
    """Return how far a round is, in words."""
    return ngettext(
        "%(done)s of %(total)s person", "%(done)s of %(total)s people", round_.total
    ) % {"done": round_.done, "total": round_.total}


@require_safe
def listing(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the certificates of an event, the newest first."""
    event = event_for(request, event_id, Power.SEE)
    rows = Certificate.objects.filter(event_id=event.pk).select_related("registration")
    typed = request.GET.get("q", "").strip()[:100]
    if typed:
        rows = rows.filter(name__icontains=typed.replace("\0", ""))
    standing = request.GET.get("standing", "")
    if standing == "unmade":
        rows = rows.unmade()
    elif standing in Standing.values:
        rows = rows.filter(standing=standing)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    _look_at_attendance(page.object_list, event)
    context = {
        "event": event,
        "tab": TAB,
        "page_obj": page,
        "typed": typed,
        "standing": standing,
        "standings": Standing.choices,
        "may_issue": may(request.user, Power.CHANGE, event),
    }
    return render(request, "events/papers/admin/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Show one certificate; revoke it, correct its name, make or send it again."""
    event = event_for(request, event_id, Power.SEE)
    rows = Certificate.objects.select_related("registration", "issued_by", "ended_by", "replaces")
    certificate = get_object_or_404(rows, pk=pk, event_id=event.pk)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    revoke = RevokeForm(request.POST if deed == "revoke" else None)
    rename = NameForm(
        request.POST if deed == "rename" else None, initial={"name": certificate.name}
    )
    forms = {"revoke": revoke, "rename": rename}
    if deed in DEEDS and (deed not in forms or forms[deed].is_valid()):
        event_for(request, event_id, Power.CHANGE)
        return _do(request, event, certificate, deed, getattr(forms.get(deed), "cleaned_data", {}))
    context = {
        "event": event,
        "tab": TAB,
        "certificate": certificate,
        "revoke_form": revoke,
        "name_form": rename,
        "may_issue": may(request.user, Power.CHANGE, event),
        "newer": Certificate.objects.filter(replaces=certificate).first(),
        "link": holders_address(certificate) if certificate.is_valid else "",
    }
    status = 422 if deed in forms else 200
    return render(request, "events/papers/admin/certificate.html", context, status=status)


@require_safe
def document(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Hand out the document of a certificate to staff."""
    event = event_for(request, event_id, Power.SEE)
    certificate = get_object_or_404(Certificate, pk=pk, event_id=event.pk)
    response = pdf_of(certificate)
    if response is None:
        messages.error(request, _("There is no document. Make it again."))
        return back_to("papers_desk:certificate", event.pk, pk)
    response["Cache-Control"] = "no-store"
    return response


def _revoke(certificate: Certificate, given: Any, by: Any) -> tuple[Certificate, str]:
    done = actions.revoke_certificate(certificate_id=certificate.pk, reason=given["reason"], by=by)
    return done, _("The certificate is revoked. Whoever checks its number learns that.")


def _rename(certificate: Certificate, given: Any, by: Any) -> tuple[Certificate, str]:
    done = actions.reissue_certificate(
        certificate_id=certificate.pk,
        name=given["name"],
        by=by,
        sends_mail=bool(given["sends_mail"]),
    )
    return done, _("This is the new version. The old one says that it was replaced.")


def _make(certificate: Certificate, given: Any, by: Any) -> tuple[Certificate, str]:
    return actions.make_again(certificate_id=certificate.pk), _("The document is made.")


def _send(certificate: Certificate, given: Any, by: Any) -> tuple[Certificate, str]:
    return actions.send_again(certificate_id=certificate.pk), _("The link is on its way.")


DEEDS: Final[dict[str, Callable[[Certificate, Any, Any], tuple[Certificate, str]]]] = {
    "revoke": _revoke,
    "rename": _rename,
    "make": _make,
    "send": _send,
}


def _do(
    request: HttpRequest, event: EventPage, certificate: Certificate, deed: str, given: Any
) -> HttpResponse:
    try:
        done, text = DEEDS[deed](certificate, given, request.user)
    except PaperRefusal as refusal:
        messages.error(request, str(refusal))
        return back_to("papers_desk:certificate", event.pk, certificate.pk)
    log(instance=event, action=f"papers.{deed}", user=request.user)
    messages.success(request, text)
    return back_to("papers_desk:certificate", event.pk, done.pk)


def _look_at_attendance(certificates: Any, event: EventPage) -> None:
    """Note on each certificate that stands whether the attendance behind it still does."""
    standing = [one for one in certificates if one.is_valid and one.registration]
    for one in standing:
        one.registration.event = event
    seen = attendances_of([one.registration for one in standing])
    for one in standing:
        one.is_doubtful = not seen[one.registration_id].is_verified
