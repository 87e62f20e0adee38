"""Sign up, confirm, choose, leave: pages without a session, so that nothing is remembered of them.

No page acts on a mere visit: mail programs and their guards open every link before a reader does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from newsletters.actions import subscribing
from newsletters.forms import ChooseForm, SubscribeForm
from newsletters.models import Newsletter, NewsletterIndexPage

if TYPE_CHECKING:
    import uuid

    from community.members.views import MemberRequest
    from newsletters.models import Subscription


@csrf_exempt
@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("newsletters.subscribe", methods=("POST",))
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a newsletter, or ask by mail whether the address wants it.

    The answer is the same whether the address is on the list, was, or never heard of it.
    """
    newsletter = get_object_or_404(Newsletter, slug=slug)
    form = SubscribeForm(request.POST or None, newsletter=newsletter)
    if request.method == "POST" and newsletter.is_open and form.is_valid():
        if not form.is_from_robot:
            wish = form.wish(source=request.path[:200])
            subscribing.ask(newsletter=newsletter, email=form.cleaned_data["email"], wish=wish)
        return redirect("newsletters:asked", slug=slug)
    context = {"newsletter": newsletter, "form": form, "archive": _archive(newsletter)}
    status = 422 if form.errors else 200
    return render(request, "newsletters/subscribe.html", context, status=status)


def _archive(newsletter: Newsletter) -> str:
    """Return the address of the archive in the language of the page, else of any; empty if none."""
    page = NewsletterIndexPage.objects.live().filter(newsletter=newsletter).first()
    return (page.localized.url or "") if page else ""


@require_GET
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is under way, to everyone in the same words."""
    newsletter = get_object_or_404(Newsletter, slug=slug)
    return render(request, "newsletters/asked.html", {"newsletter": newsletter})


@csrf_exempt
@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("newsletters.token")
@never_cache
def confirm(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Show one button; pressed, it puts the reader on the list."""
    if request.method != "POST":
        return render(request, "newsletters/confirm.html")
    try:
        subscription, is_new = subscribing.confirm(token=token)
    except (subscribing.LinkUnknown, subscribing.LinkExpired) as error:
        status = 410 if isinstance(error, subscribing.LinkExpired) else 404
        return render(request, "newsletters/link_over.html", _any_list(), status=status)
    context = {"subscription": subscription, "is_new": is_new}
    return render(request, "newsletters/confirmed.html", context)


def _any_list() -> dict[str, Newsletter | None]:
    return {"newsletter": Newsletter.objects.filter(is_open=True).first()}


@csrf_exempt
@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("newsletters.token")
@never_cache
def yours(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Let a reader choose, leave or come back, by the key in their letters."""
    subscription = subscribing.find(token=token)
    if subscription is None or not subscription.email:
        return render(request, "newsletters/link_over.html", _any_list(), status=404)
    form = ChooseForm.of(subscription)
    if request.method == "POST":
        form = ChooseForm.of(subscription, request.POST)
        if done := _do(request.POST.get("do", ""), subscription, form):
            return redirect(f"{request.path}?done={done}")
    context = {"subscription": subscription, "form": form, "done": request.GET.get("done")}
    status = 422 if form.errors else 200
    return render(request, "newsletters/yours.html", context, status=status)


def _do(what: str, subscription: Subscription, form: ChooseForm) -> str:
    """Do what a button says and return its name; empty when it could not be done."""
    if what == "leave":
        subscribing.unsubscribe(subscription=subscription, method="button on own page")
    elif what == "return":
        subscribing.undo(subscription=subscription, method="button on own page")
    elif not form.is_valid():
        return ""
    else:
        subscribing.choose(subscription=subscription, wish=form.wish(source=""))
        return "chosen"
    return what


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """End a subscription with one press (RFC 8058).

    Mail programs post here from outside, without cookies; so there is no limit and no question. The
    answer is 200 for every key, also of somebody who left or was erased long ago. A visit only
    shows the button.
    """
    subscription = subscribing.find(token=token)
    language = subscription.language if subscription else settings.LANGUAGE_CODE
    has_left = request.method == "POST"
    if has_left and subscription is not None:
        subscribing.unsubscribe(subscription=subscription, method="one press in a letter")
    with override(language):
        context = {"subscription": subscription, "has_left": has_left}
        return render(request, "newsletters/leave.html", context)


@require_POST
@login_required
def join(request: MemberRequest, slug: str) -> HttpResponse:
    """Put the member who presses the button on the list, and go back to where it stood."""
    newsletter = get_object_or_404(Newsletter, slug=slug)
    try:
        subscription = subscribing.subscribe_member(
            newsletter=newsletter, user=request.user, source=request.path
        )
    except subscribing.ListIsClosed:
        messages.error(request, _("This letter takes no new readers at the moment."))
    else:
        if subscription.is_confirmed:
            text = _("You get the %(title)s from now on.") % {"title": newsletter.title}
            messages.success(request, text)
        else:
            messages.info(request, _("Look into your mailbox: one press there, and you get it."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return target
    return reverse("members:home")
