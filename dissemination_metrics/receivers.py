"""Writes down what no table tells tomorrow: that a document or a PDF was fetched.

Page reads come in through the beacon (`views/beacon.py`). Everything else is counted from the
tables of the other rooms, see `measures.py`.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.documents.models import document_served

from dissemination_metrics import actions
from dissemination_metrics.days import local_today
from dissemination_metrics.groups import group_of
from dissemination_metrics.headers import asks_for_the_beginning, host_of, is_machine, objects
from dissemination_metrics.models import Hit, LeftOut
from dissemination_metrics.visitors import visitor_of
from toolbox.signals import paper_served

logger = logging.getLogger(__name__)


@receiver(document_served, dispatch_uid="dissemination_metrics.document_served")
def note_download(instance: Any, request: HttpRequest, **_signal: Any) -> None:
    """Count the document; whatever goes wrong, the reader gets it all the same."""
    _try_to_note(Hit.Kind.DOCUMENT, instance.pk, request)


@receiver(paper_served, dispatch_uid="dissemination_metrics.paper_served")
def note_paper(instance: Any, request: HttpRequest, **_signal: Any) -> None:
    """Count a page that was taken home as PDF; a short list is no page and has the number 0."""
    _try_to_note(Hit.Kind.PAPER, instance.pk if instance else 0, request)


def _try_to_note(kind: Hit.Kind, item: int, request: HttpRequest) -> None:
    if objects(request) or not asks_for_the_beginning(request):
        return
    try:
        _note(kind, item, request)
    except (DatabaseError, PermissionDenied):
        logger.exception("A download was not counted")


def _note(kind: Hit.Kind, item: int, request: HttpRequest) -> None:
    if is_machine(request):
        actions.leave_out(reason=LeftOut.Reason.ROBOT)
        return
    # Without a session nobody is signed in, and asking would start to look for one.
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    actions.note_hit(
        kind=kind,
        item=item,
        path=request.path,
        visitor=visitor_of(request, day=local_today()),
        group=group_of(request.user) if signed_in else "",
        referrer=host_of(request.headers.get("Referer", "")),
    )
