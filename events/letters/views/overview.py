"""What goes out when, and what was sent; the settings that all letters of an event share."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from events.letters import actions, timeline
from events.letters.forms import LettersForm
from events.letters.models import EventLetters, Recipient, Sending
from events.letters.views.showing import address, screen
from events.powers import Power, event_for
from outbox.models import State as MailState

SHOWN = 200  # rows of people on one screen


@require_safe
@never_cache
def overview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show what goes out when."""
    event = event_for(request, event_id, Power.CHANGE)
    sendings = list(timeline.sendings_of(event)[:SHOWN])
    return screen(
        request,
        "overview",
        event,
        lines=timeline.lines_of(event),
        mails=timeline.mails_of(event),
        sendings=[(one, timeline.outcome(one)) for one in sendings],
        letters=EventLetters.objects.filter(event=event).first(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, event_id: int) -> HttpResponse:
    """Say where answers go and what is handed out."""
    event = event_for(request, event_id, Power.CHANGE)
    is_sent = request.method == "POST"
    if is_sent:
        actions.lay_out(event_id=event.pk)
    letters = EventLetters.objects.filter(event=event).first()
    form = LettersForm(request.POST if is_sent else None, instance=letters)
    if form.is_valid():
        form.save()
        log(instance=event, action="letters.edit", user=request.user)
        messages.success(request, _("Saved."))
        return redirect(address("overview", event.pk))
    return screen(request, "settings", event, form=form)


@require_safe
@never_cache
def sent(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Show one sending: by whom, to whom, and what became of each mail."""
    event = event_for(request, event_id, Power.CHANGE)
    sending = get_object_or_404(timeline.sendings_of(event), pk=pk)
    rows = sending.recipients.select_related("registration", "mail")
    refused = rows.filter(mail__state__in=(MailState.REFUSED, MailState.UNKNOWN)).count()
    return screen(
        request,
        "sent",
        event,
        sending=sending,
        outcome=timeline.outcome(sending),
        people=rows.order_by("registration__name", "pk")[:SHOWN],
        refused=refused,
        arrived=rows.filter(mail__state=MailState.ACCEPTED).count(),
        shown=SHOWN,
        texts=sending.texts.items(),
        can_stop=sending.recipients.filter(state=Recipient.State.WAITING).exists(),
    )


@require_POST
def stop(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Write to nobody more."""
    event = event_for(request, event_id, Power.CHANGE)
    sending = get_object_or_404(Sending, event=event, pk=pk)
    number = actions.stop_sending(sending_id=sending.pk)
    log(instance=event, action="letters.stop", user=request.user)
    messages.success(request, _("Stopped; %(number)s people get no mail.") % {"number": number})
    return redirect(address("sent", event.pk, sending.pk))
