"""Many publications at once: their people, files and terms by one query each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings

from discovery.citations.record import Record, record_of
from discovery.public import public
from pages.models import PublicationPage
from pages.models.publication_parts import Contributor, PublicationFile
from pages.models.terms import load_related


def catalogued() -> Any:
    """Return the publications that catalogues may be told of.

    Public ones, and no invented ones: a harvester cannot see the mark of an example. They are told
    of only where a sample site may be loaded, that is never in production.
    """
    pages = public(PublicationPage.objects.all())
    return pages if settings.SAMPLE_SITE_ALLOWED else pages.filter(is_example=False)


def records_of(numbers: Collection[int]) -> dict[int, Record]:
    """Return the records of publications that may be told of, by the number of their page."""
    pages = list(catalogued().filter(pk__in=numbers))
    bring_along(pages)
    return {page.pk: record_of(page) for page in pages}


def bring_along(pages: Collection[Any]) -> None:
    """Put terms, people and files into publications; three queries for any number of them."""
    load_related(pages)
    numbers = [page.pk for page in pages]
    people = Contributor.objects.filter(page__in=numbers)
    files = PublicationFile.objects.filter(page__in=numbers)
    _hand_out(pages, "contributors", people.select_related("person__organisation"))
    _hand_out(pages, "files", files.select_related("document"))


def _hand_out(pages: Iterable[Any], name: str, rows: Any) -> None:
    """Let each page remember its rows, where modelcluster would keep a draft's."""
    by_page: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("sort_order", "pk"):
        by_page[row.page_id].append(row)
    for page in pages:
        memory = page.__dict__.setdefault("_cluster_related_objects", {})
        memory.setdefault(name, by_page[page.pk])
