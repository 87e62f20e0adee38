"""Who may have a document: whoever may read at least one of the pages that offer it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from pages.models.ways import restrictions_on


def restriction_for(document: Any, request: HttpRequest) -> PageViewRestriction | None:
    """Return what keeps a document from whoever asks; None when it is theirs to have.

    A document that no published page offers is as public as its address. One that is offered by
    pages is public when any of them is. One query for the pages, one for each of at most a few.
    """
    pages = _pages_that_offer(document)
    closed: PageViewRestriction | None = None
    for page in pages:
        unmet = next(
            (found for found in restrictions_on(page) if not found.accept_request(request)), None
        )
        if unmet is None:
            return None
        closed = unmet
    return closed


def _pages_that_offer(document: Any) -> list[Page]:
    """Return the live pages that refer to a document, those of a few first."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(document),
        to_object_id=str(document.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    ids = {int(key) for key in references.values_list("object_id", flat=True)}
    return list(Page.objects.live().filter(pk__in=ids).order_by("depth"))
