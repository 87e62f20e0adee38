"""Who of an organisation's people says so to a reader."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Q

from community.directory.labels import labels_of
from community.directory.listing import Card, card_of
from community.directory.models import Entry
from community.directory.readers import Reader
from community.members.models import Organisation

SIZE: Final = 24


@dataclass(frozen=True)
class Staff:
    """One slice of the people, and how many there are for this reader."""

    cards: list[Card]
    total: int
    slice: "Page[Any]"


def people_at(organisation: Organisation, reader: Reader, page: str) -> Staff:
    """Return those who are confirmed there and show it to the reader, by the directory's rows."""
    allowed = Q(pk__in=[])
    for branch in reader.branches(Entry.Kind.PERSON):
        rows = Q(audience=branch.audience)
        if branch.without is not None:
            rows &= ~Q(colleagues=branch.without) | Q(colleagues=None)
        allowed |= rows
    entries = Entry.objects.filter(allowed, employer=organisation.pk, kind=Entry.Kind.PERSON)
    slice_ = Paginator(entries.order_by("sort_key", "pk"), SIZE).get_page(page)
    labels = labels_of(Entry.Kind.PERSON)
    cards = [
        card_of(
            {
                "kind": entry.kind,
                "address": entry.address,
                "name": entry.name,
                "card": entry.card,
                "organisation": None,
            },
            labels,
        )
        for entry in slice_
    ]
    return Staff(cards=cards, total=slice_.paginator.count, slice=slice_)
