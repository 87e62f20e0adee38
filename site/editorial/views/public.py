"""What a person without an account sees: a draft, and a form to say something about it.

Programs that scan mail open every link: a GET changes nothing but the note that it was opened.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from editorial.actions import feeding, previews
from editorial.calendar import entries
from editorial.forms import RemarkForm
from editorial.ics import calendar_file
from editorial.models import PreviewLink
from editorial.refusals import Refused
from pages.calendars import MEDIA_TYPE

View = Callable[..., HttpResponseBase]
# The draft is shown in a frame of our own page: it runs nothing, sends nothing, leads nowhere.
DRAFT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin",
    )
)
PAST: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=366)


def by_token(view: View) -> View:
    """Hand a view the open link behind a token; guard what it answers.

    The address holds a secret: it is not cached, not indexed and not told to other sites. No
    session is needed, so a form here carries no token but must come from a page of ours.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            link = previews.open_link(token=token)
        except PreviewLink.DoesNotExist:
            unknown = _(
                "This link is not complete, or never was one. Copy all of it from the mail."
            )
            response: HttpResponseBase = _closed(request, unknown, HTTPStatus.NOT_FOUND)
        except Refused as refusal:
            response = _closed(request, str(refusal), HTTPStatus.GONE)
        else:
            response = view(request, token, link)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    limited = rate_limited("editorial.review")(opened)
    return csrf_exempt(never_cache(same_origin_only(limited)))


def _closed(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "editorial/closed.html", {"reason": reason}, status=status)


@require_safe
@by_token
def preview(request: HttpRequest, token: str, link: PreviewLink) -> HttpResponse:
    """Show the draft in a frame, what was said about it, and the form."""
    form = RemarkForm(initial={"name": link.reviewer_name})
    return _show(request, token, link, form)


def _show(
    request: HttpRequest, token: str, link: PreviewLink, form: RemarkForm, status: int = 200
) -> HttpResponse:
    context = {
        "link": link,
        "title": str(link),
        "remarks": link.remarks.all(),
        "form": form,
        "draft_url": reverse("editorial:draft", args=(token,)),
        "remark_url": reverse("editorial:remark", args=(token,)),
    }
    return render(request, "editorial/preview.html", context, status=status)


@require_safe
@by_token
def draft(request: HttpRequest, token: str, link: PreviewLink) -> HttpResponseBase:
    """Return the frozen version as visitors would see it, unable to do anything."""
    page = link.draft
    request.user = AnonymousUser()
    vars(request)["is_preview"] = True
    vars(request)["preview_mode"] = page.default_preview_mode
    with override(page.locale.language_code):
        response = page.serve_preview(request, page.default_preview_mode)
        if hasattr(response, "render"):
            response = response.render()
    response["Content-Security-Policy"] = DRAFT_POLICY
    return response  # type: ignore[no-any-return]


@require_POST
@rate_limited("editorial.remark")
@by_token
def remark(request: HttpRequest, token: str, link: PreviewLink) -> HttpResponseBase:
    """Write down a remark or an answer and show the page again."""
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _show(request, token, link, form, HTTPStatus.BAD_REQUEST)
    try:
        previews.remark(token=token, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, token, link, form, HTTPStatus.CONFLICT)
    return redirect(reverse("editorial:preview", args=(token,)) + "#said")


remark = csrf_exempt(remark)


@require_http_methods(["GET", "HEAD"])
@rate_limited("editorial.feed")
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the editorial calendar of the next year to whoever holds a token that still works."""
    owner = feeding.owner_of(token)
    if owner is None:
        raise Http404
    now = timezone.now()
    with override(get_language()):
        found = entries(now - PAST, now + AHEAD, kinds=set(), person=None)
        body = calendar_file(found, str(_("Editorial calendar")))
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["X-Robots-Tag"] = "noindex"
    return response
