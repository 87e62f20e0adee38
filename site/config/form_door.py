"""The door for forms that editors put together: counted, and open to our own pages only.

It stands under the roof, because the pages may not know the limits and guards of the community.
"""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from pages.actions import receive_form
from pages.models import FormPage


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_only
@rate_limited("pages.form", methods=("POST",))
def send(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Take a filled form, or show its page again with what was typed and what is wrong.

    It neither reads nor sets a session. Opened as a page, it leads to the form.
    """
    page = _page(request, page_id)
    if request.method != "POST":
        return HttpResponseRedirect(page.get_url(request) or "/")
    form = page.get_form(request.POST, page=page)
    if not form.is_from_a_machine:
        if not form.is_valid():
            return page.show(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        receive_form(
            page=page, answers=form.answers(), email=form.email, language=get_language() or ""
        )
    done = reverse("form_sent", args=(page.pk,))
    return HttpResponseRedirect(done, status=HTTPStatus.SEE_OTHER)


@require_safe
def sent(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say what happens next, whatever became of the form."""
    page = _page(request, page_id)
    answer: HttpResponse = page.render_landing_page(request)
    return answer


def _page(request: HttpRequest, page_id: int) -> FormPage:
    """Return the form's page; raise Http404 unless whoever asks may see it."""
    page: FormPage | None = FormPage.objects.live().filter(pk=page_id).first()
    if page is None:
        raise Http404
    if not all(found.accept_request(request) for found in page.get_view_restrictions()):
        raise Http404
    return page
