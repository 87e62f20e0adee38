"""The door to materials that are not for everyone: whoever was registered, or came, gets them."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import EventPage, Registration
from events.models.shown import may_read
from events.seat_views import by_link
from events.views import event_or_404, registration_of, viewer_of


@never_cache
@require_safe
def material(request: HttpRequest, event_id: int, key: UUID) -> HttpResponseBase:
    """Hand a material to a member who may have it; to others there is none."""
    event = event_or_404(request, event_id)
    return _hand_out(event, key, registration_of(viewer_of(request), event))


@require_safe
@by_link
def own(request: HttpRequest, token: str, mine: Registration, key: UUID) -> HttpResponseBase:
    """Hand a material to a guest who may have it, by the secret link."""
    return _hand_out(mine.event, key, mine)


def _hand_out(event: EventPage, key: UUID, mine: Registration | None) -> HttpResponseBase:
    found = next((block for block in event.materials if block.id == str(key)), None)
    if found is None or not event.live or not may_read(found.value["readers"], mine):
        raise Http404
    value: Any = found.value
    if value["url"]:
        return HttpResponseRedirect(value["url"])
    if value["document"] is None:
        raise Http404
    return _file(value["document"])


def _file(document: Any) -> HttpResponseBase:
    """Return the document as a file to keep; a browser never shows it as a page of ours."""
    try:
        content = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=document.filename)
    response["X-Robots-Tag"] = "noindex"
    return response
