"""The codes of tickets, as the door reads them from badges."""

from collections.abc import Mapping, Sequence

from events.door.codes import codes_of, digest_of
from events.door.models import Ticket
from events.models import Registration


def codes_for(people: Sequence[Registration]) -> Mapping[int, str]:
    """Return the code of each person with a sure seat, by the key of the registration; one query.

    Whose ticket was made with a key that is gone has none: it must be replaced first.
    """
    seated = [one for one in people if one.is_confirmed]
    rows = Ticket.objects.filter(registration__in=seated, revoked_at=None)
    tickets = {ticket.registration_id: ticket for ticket in rows}
    return {one.pk: _code(one, tickets.get(one.pk)) for one in seated}


def _code(person: Registration, ticket: Ticket | None) -> str:
    codes = codes_of(person.uid, ticket.rotation if ticket else 0)
    if ticket is None:
        return next(codes)
    return next((code for code in codes if digest_of(code) == ticket.digest), "")
