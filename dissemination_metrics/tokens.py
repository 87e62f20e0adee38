"""What a page hands to the browser and gets back: which page was read, signed by this server."""

from dataclasses import dataclass
from typing import Final

from django.core.signing import BadSignature, Signer

# No time in it: a page from a cache goes on counting. Replays come under the double-click rule
# and the rate limit.
SIGNER: Final = Signer(salt="dissemination_metrics.page")
SPACE: Final = " "


@dataclass(frozen=True)
class Ticket:
    """What the server said about a page when it made it."""

    page: int
    group: str  # code of a top-level stakeholder group; empty for strangers
    path: str


class NotOurs(Exception):
    """A token that this server has not made."""


def sign(ticket: Ticket) -> str:
    """Return a ticket as text that nobody else can make."""
    return SIGNER.sign(SPACE.join((str(ticket.page), ticket.group, ticket.path)))


def read(token: str) -> Ticket:
    """Return the ticket behind a token.

    Raises:
        NotOurs: it was made up or changed on the way.
    """
    try:
        page, group, path = SIGNER.unsign(token).split(SPACE, 2)
        return Ticket(page=int(page), group=group, path=path)
    except (BadSignature, ValueError) as error:
        raise NotOurs from error
