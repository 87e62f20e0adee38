"""Lets programs in: by a key, within its scopes and events, and not too often."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from community.members.ratelimits import client_network, wait_for
from community.members.tokens import digest_of
from events.interface.actions import note_use
from events.interface.models import ApiToken, Scope
from events.interface.refusals import NotAllowed, NotKnown, NotThere
from events.models import EventPage
from events.powers import Power, may

POWER_OF = {Scope.READ: Power.SEE, Scope.REGISTER: Power.ADD, Scope.MANAGE: Power.CHANGE}


class Bearer(HttpBearer):
    """A key in the header ``Authorization: Bearer ev_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Return the key that a program shows.

        Raises:
            NotKnown: it opens nothing.
        """
        found = ApiToken.objects.valid().filter(digest=digest_of(token))
        key = found.select_related("created_by").first()
        if key is None:
            message = "This key is not known, or it has ended."
            raise NotKnown(message)
        note_use(key)
        return key


def seconds_to_wait(request: HttpRequest) -> int:
    """Return how long a network that asks too often has to wait; 0 when it may go on."""
    return wait_for("events.api", client_network(request))


def key_of(request: HttpRequest) -> ApiToken:
    """Return the key with which a call came."""
    key: Any = request.auth  # type: ignore[attr-defined]
    return key  # type: ignore[no-any-return]


def without_key(request: HttpRequest) -> bool:
    """Return whether a call comes without any key; one that shows a wrong key is refused."""
    return "Authorization" not in request.headers


def own_event(request: HttpRequest, event_id: int) -> EventPage | None:
    """Return an event that the key of a call opens by one of its scopes, listed or not."""
    key: Any = request.auth  # type: ignore[attr-defined]
    for scope in key.scopes if isinstance(key, ApiToken) else ():
        try:
            return event_for_key(request, event_id, Scope(scope))
        except NotThere:
            continue
    return None


def event_for_key(request: HttpRequest, event_id: int, scope: Scope) -> EventPage:
    """Return an event for which a key has a scope, and its maker the power, at this moment.

    Raises:
        NotAllowed: the key has not this scope.
        NotThere: there is no such event, or it is not for this key.
    """
    key = key_of(request)
    if scope not in key.scopes:
        message = f"This key lacks the scope {scope}."
        raise NotAllowed(message)
    events = EventPage.objects.filter(pk=event_id, alias_of=None).select_related("entry")
    event: EventPage | None = events.first()
    limited = set(key.events.values_list("pk", flat=True))
    is_open = event is not None and (not limited or event.pk in limited)
    if event is None or not is_open or not may(key.created_by, POWER_OF[scope], event):
        message = "There is no such event for this key."
        raise NotThere(message)
    return event
