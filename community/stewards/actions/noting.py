"""Writing down what a steward did."""

from typing import Any

from community.members.models import Organisation, User
from community.stewards.models import StewardAct


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
