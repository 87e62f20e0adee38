"""Writing down what a steward did, and letting the rooms below know whom it concerns."""

from collections.abc import Iterable
from typing import Any

from community.members.models import Organisation, User
from community.stewards.beside import deed_of
from community.stewards.models import StewardAct
from lane.generations import bump

SCOPE = "community"  # of the anonymous lane: what shows people and organisations


def note(
    deed: StewardAct.Deed,
    *,
    by: User | None,
    whom: User | None = None,
    organisation: Organisation | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> StewardAct:
    """Return a new line of the log, in the transaction of the deed."""
    return StewardAct.objects.create(
        deed=deed,
        by=by,
        whom=whom,
        organisation=organisation,
        reason=reason.strip(),
        details=details or {},
    )


def spread(user_ids: Iterable[int]) -> None:
    """Let the directory write the entries of these people anew, and public pages be made anew."""
    bump(SCOPE)
    deed_of("community.directory.actions", "refresh_entries")(list(user_ids))
