"""Hands out the files that people handed in: to those who run the event, and to themselves."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.members.private_files import private_storage
from events.models import Registration
from events.powers import Power, event_for
from events.questions.files import TYPES
from events.questions.models import Answer
from events.seat_views import by_link

SANDBOX: Final = "default-src 'none'; sandbox"


@require_safe
@by_link
def own_file(
    request: HttpRequest, token: str, mine: Registration, question_id: int
) -> HttpResponseBase:
    """Return the file that the person behind a secret link handed in."""
    answers = mine.question_answers.exclude(file_name="")
    return _file_of(get_object_or_404(answers, question_id=question_id))


@require_safe
@never_cache
def desk_file(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Return a file to somebody who may see the people of its event."""
    event = event_for(request, event_id, Power.SEE)
    answers = Answer.objects.exclude(file_name="").filter(registration__event=event)
    return _file_of(get_object_or_404(answers, pk=pk))


def _file_of(answer: Answer) -> FileResponse:
    """Return a file to be saved, never to be opened as a page of this site.

    Raises:
        Http404: it is gone from the store.
    """
    try:
        content = private_storage().open(answer.file_name)
    except FileNotFoundError as error:
        raise Http404 from error
    ending = answer.file_name.rpartition(".")[2]
    kind = TYPES.get(ending, "application/octet-stream")
    response = FileResponse(
        content, as_attachment=True, filename=answer.file_title, content_type=kind
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Robots-Tag"] = "noindex"
    return response
