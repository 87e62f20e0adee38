"""The deeds of this room: keep a tool, drop it, move it, note something, take a whole list over."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from community.members.models import User
from pages.models import ToolPage
from toolbox.codes import MOST, moved
from toolbox.models import ShortListEntry, ShortListQuerySet


class Refused(Exception):
    """It was not done; the subclass says why."""


class NoSuchTool(Refused):
    """No published tool has this code, or it is not on the list."""


class ListIsFull(Refused):
    """The list holds as many tools as a list may."""


@transaction.atomic
def keep_tools(*, user: User, tools: Iterable[ToolPage]) -> int:
    """Put tools at the end of a member's list and return how many are new on it.

    What is there already stays where it is.

    Raises:
        ListIsFull: not all of them have room; nothing is changed.
    """
    entries = _locked(user)
    known = set(entries.values_list("tool__translation_key", flat=True))
    fresh = [tool for tool in tools if tool.translation_key not in known]
    if len(known) + len(fresh) > MOST:
        raise ListIsFull
    last = entries.aggregate(last=Max("order"))["last"] or 0
    ShortListEntry.objects.bulk_create(
        ShortListEntry(user=user, tool=tool, order=place)
        for place, tool in enumerate(fresh, start=last + 1)
    )
    return len(fresh)


@transaction.atomic
def drop_tool(*, user: User, code: str) -> None:
    """Take a tool off a member's list.

    Raises:
        NoSuchTool: it is not on the list.
    """
    deleted, _models = _locked(user).filter(tool__code=code).delete()
    if not deleted:
        raise NoSuchTool


@transaction.atomic
def move_tool(*, user: User, code: str, by: int) -> None:
    """Move a tool `by` places down a member's list (up, when negative), as far as it goes.

    Raises:
        NoSuchTool: it is not on the list.
    """
    entries = list(_locked(user).select_related("tool"))
    codes = tuple(entry.tool.code for entry in entries)
    if code not in codes:
        raise NoSuchTool
    places = {code: place for place, code in enumerate(moved(codes, code, by), start=1)}
    for entry in entries:
        entry.order = places[entry.tool.code]
    ShortListEntry.objects.bulk_update(entries, ["order"])


@transaction.atomic
def note_on_tool(*, user: User, code: str, note: str) -> None:
    """Write what a member thinks of a tool on the list; an empty note takes it away.

    Raises:
        NoSuchTool: it is not on the list.
    """
    short = " ".join(note.replace("\x00", "").split())[: ShortListEntry.NOTE_LENGTH]
    if not _locked(user).filter(tool__code=code).update(note=short):
        raise NoSuchTool


def _locked(user: User) -> ShortListQuerySet:
    """Return the entries of a member's list, which nobody else changes until the end of the deed.

    The member's own row is the lock: an empty list has no row to hold.
    """
    User.objects.select_for_update(of=("self",)).only("pk").get(pk=user.pk)
    return ShortListEntry.objects.of(user)
