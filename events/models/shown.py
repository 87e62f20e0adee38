"""What an event's page shows of what remains: materials for this reader, numbers, hosts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from events.blocks import ATTENDED, EVERYONE, REGISTERED
from events.models.registration import SEATED, Registration, State
from lane.showing import show
from pages.models.partner import Partner
from pages.models.people_index import directory_url

if TYPE_CHECKING:
    from events.models.event import EventPage


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One thing to look at again; `url` is empty where the reader's right is looked at first."""

    key: str
    title: str
    kind: str
    url: str
    document: Any
    language: str
    licence: str
    is_for_all: bool


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How many had a seat and how many came; `came` is 0 where nobody was checked in."""

    registered: int
    came: int


def may_read(readers: str, mine: Registration | None) -> bool:
    """Return whether the owner of a registration, or somebody without one, may see a material."""
    if readers == EVERYONE:
        return True
    if mine is None:
        return False
    return (readers == REGISTERED and mine.is_confirmed) or (
        readers == ATTENDED and mine.state == State.ATTENDED
    )


def materials_for(event: "EventPage", mine: Registration | None) -> list[Shown]:
    """Return what a reader may see; one query for the documents, where there are any."""
    return [
        _shown(block)
        for block in event.materials
        if may_read(block.value["readers"], mine) and (block.value["url"] or _file(block))
    ]


def numbers_of(event: "EventPage") -> Numbers | None:
    """Return how many came to an event that is over and wants it shown; one query, or none."""
    if not (event.shows_numbers and event.is_over and event.takes_place):
        return None
    mine = Registration.objects.filter(event_id=event.seat_owner_id)
    counted = mine.aggregate(
        registered=Count("pk", filter=Q(state__in=SEATED)),
        came=Count("pk", filter=Q(state=State.ATTENDED)),
    )
    return Numbers(**counted) if counted["registered"] else None


def directory_for(event: "EventPage") -> str:
    """Return the address of the directory where anybody of it is shown, else nothing; one query."""
    known = any(block.value["person"] for block in event.speakers)
    if not known and all(block.block_type != "partner" for block in event.hosts):
        return ""
    show(Partner.lane_scope)
    return directory_url()


def hosts_of(event: "EventPage", directory: str) -> list[dict[str, Any]]:
    """Return those behind an event as name and address; of partners only the published ones."""
    found = []
    for block in event.hosts:
        value = block.value
        if block.block_type != "partner":
            found.append({"name": value["name"], "url": value["url"]})
        elif value is not None and value.live:
            url = f"{directory}{value.path}" if directory else ""
            found.append({"name": value.name, "url": url})
    return found


def _file(block: Any) -> Any:
    """Return the document; None where it was deleted meanwhile."""
    return block.value["document"]


def _shown(block: Any) -> Shown:
    value, document = block.value, _file(block)
    choices = block.block.child_blocks
    is_for_all = value["readers"] == EVERYONE
    address = value["url"] or (document.url if document else "")
    return Shown(
        key=str(block.id),
        title=value["title"],
        kind=_label(choices["kind"], value["kind"]),
        url=address if is_for_all else "",
        document=document,
        language=_label(choices["language"], value["language"])
        or (document.get_language_display() if document else ""),
        licence=_label(choices["licence"], value["licence"])
        or (document.get_licence_display() if document else ""),
        is_for_all=is_for_all,
    )


def _label(block: Any, value: str | None) -> str:
    return str(dict(block.field.choices).get(value, "")) if value else ""
