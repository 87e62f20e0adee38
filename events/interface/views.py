"""Keys and webhooks in the administration."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.interface import actions
from events.interface.forms import TokenForm, WebhookForm
from events.interface.models import ApiToken, Delivery, Webhook
from events.powers import Power, may
from outbox.rendering import absolute_url

SHOWN: Final = 50
HOME: Final = "event_programs:home"


def require_manager(request: HttpRequest) -> Any:
    """Return the person, who manages the people of some event.

    Raises:
        PermissionDenied: somebody else.
    """
    if not may(request.user, Power.CHANGE):
        raise PermissionDenied
    return request.user


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the keys and the webhooks."""
    user = require_manager(request)
    given_up = Count("deliveries", filter=Q(deliveries__state=Delivery.State.GIVEN_UP))
    context = {
        "keys": _keys(user).select_related("created_by").prefetch_related("events"),
        "webhooks": _webhooks(user).select_related("event").annotate(given_up=given_up),
        "address": absolute_url(reverse("event_interface:list_events")),
        "description": absolute_url(reverse("event_interface:openapi-json")),
    }
    return render(request, "events/interface/home.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("text")
def add_key(request: HttpRequest) -> HttpResponse:
    """Make a key and show it this once."""
    user = require_manager(request)
    form = TokenForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "events/interface/add_key.html", {"form": form})
    given = form.cleaned_data
    key, text = actions.make_token(
        name=given["name"],
        scopes=given["scopes"],
        events=given["events"],
        by=user,
        expires_at=_end_of(given["expires_on"]),
    )
    return render(request, "events/interface/key.html", {"key": key, "text": text})


@require_POST
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key."""
    key = get_object_or_404(_keys(require_manager(request)), pk=pk)
    actions.revoke_token(token=key)
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": key.name})
    return redirect(HOME)


@require_http_methods(["GET", "HEAD", "POST"])
def add_webhook(request: HttpRequest) -> HttpResponse:
    """Make a webhook, and lead to its page."""
    user = require_manager(request)
    form = WebhookForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(request, "events/interface/add_webhook.html", {"form": form})
    webhook = actions.make_webhook(by=user, **form.cleaned_data)
    return redirect("event_programs:webhook", webhook.pk)


@never_cache
@require_safe
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a webhook: its signing key, and what it was told lately."""
    found = get_object_or_404(_webhooks(require_manager(request)), pk=pk)
    context = {"webhook": found, "deliveries": found.deliveries.all()[:SHOWN]}
    return render(request, "events/interface/webhook.html", context)


@require_POST
def change_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one of the deeds that a webhook's page offers."""
    found = get_object_or_404(_webhooks(require_manager(request)), pk=pk)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is not None:
        messages.success(request, deed(request, found))
    return redirect(HOME if found.pk is None else reverse("event_programs:webhook", args=(pk,)))


def _try(request: HttpRequest, found: Webhook) -> str:
    actions.say_hello(webhook=found)
    return _("A call that tells nothing is on its way. Look here again in a minute.")


def _renew(request: HttpRequest, found: Webhook) -> str:
    actions.renew_secret(webhook=found)
    return _("There is a new signing key. Calls signed with the old one end.")


def _switch(request: HttpRequest, found: Webhook) -> str:
    is_active = not found.is_active
    actions.switch_webhook(webhook=found, is_active=is_active)
    return _("The webhook is on.") if is_active else _("The webhook is off.")


def _delete(request: HttpRequest, found: Webhook) -> str:
    found.delete()
    return _("The webhook is deleted.")


def _again(request: HttpRequest, found: Webhook) -> str:
    for delivery in found.deliveries.filter(state=Delivery.State.GIVEN_UP):
        actions.send_again(delivery=delivery)
    return _("What was given up is tried again.")


DEEDS: Final = {
    "try": _try,
    "renew": _renew,
    "switch": _switch,
    "delete": _delete,
    "again": _again,
}


def _keys(user: Any) -> Any:
    """Return the keys that a person sees: the own ones, and all for who manages the site."""
    return ApiToken.objects.all() if user.is_superuser else ApiToken.objects.filter(created_by=user)


def _webhooks(user: Any) -> Any:
    return Webhook.objects.all() if user.is_superuser else Webhook.objects.filter(created_by=user)


def _end_of(day: Any) -> datetime | None:
    """Return the end of a day by the site's clock."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
