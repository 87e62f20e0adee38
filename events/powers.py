"""Who may do what with the people of an event: editors by permission, helpers by a role."""

from enum import Enum
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permission_policies.pages import PagePermissionPolicy

from events.models import EventPage, EventRole

Role = EventRole.Role


class Power(Enum):
    """A kind of deed."""

    SEE = "see"
    ADD = "add"
    CHANGE = "change"  # decide, cancel, write to people, set the event up
    CHECK_IN = "check in"  # at the door


# What an editor of the page needs to be permitted.
PERMISSIONS: Final[dict[Power, str]] = {
    Power.SEE: "events.view_registration",
    Power.ADD: "events.add_registration",
    Power.CHANGE: "events.change_registration",
    Power.CHECK_IN: "events.change_registration",
}
POWERS: Final[dict[str, frozenset[Power]]] = {
    Role.HOST: frozenset(Power),
    Role.DOOR: frozenset({Power.CHECK_IN}),
    Role.VIEWER: frozenset({Power.SEE}),
}


def may(user: Any, power: Power, event: EventPage | None = None) -> bool:
    """Return whether a person may do this at an event, or at any event where none is given."""
    if not user.is_authenticated:
        return False
    if event is None:
        given = (role for roles in _roles_of(user).values() for role in roles)
        return user.has_perm(PERMISSIONS[power]) or any(power in POWERS[role] for role in given)
    # Whoever stands at the door has a role there: what else the account may do is not looked up.
    if any(power in POWERS[role] for role in _roles_of(user).get(event.seat_owner_id, ())):
        return True
    has_permission = user.has_perm(PERMISSIONS[power])
    return bool(has_permission and event.permissions_for_user(user).can_edit())


def events_for(user: Any, power: Power) -> QuerySet[EventPage]:
    """Return the events at which a person may do this."""
    mine = Q(pk__in=_given(user, power).values("event"))
    if user.has_perm(PERMISSIONS[power]):
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        mine |= Q(pk__in=pages.values("pk"))
    events: QuerySet[EventPage] = EventPage.objects.filter(mine, alias_of=None)
    return events


def event_for(request: HttpRequest, event_id: int, power: Power) -> EventPage:
    """Return the event when the viewer may do this there.

    Raises:
        Http404: there is no such event.
        PermissionDenied: the viewer may not.
    """
    events = EventPage.objects.filter(alias_of=None).select_related("entry")
    event: EventPage = get_object_or_404(events, pk=event_id)
    if not may(request.user, power, event):
        raise PermissionDenied
    return event


def _roles_of(user: Any) -> dict[int, list[str]]:
    """Return the roles of a person by event, looked up once for each request."""
    known: dict[int, list[str]] | None = getattr(user, "_event_roles", None)
    if known is None:
        known = {}
        rows = EventRole.objects.filter(user=user).order_by()
        for event_id, role in rows.values_list("event_id", "role"):
            known.setdefault(event_id, []).append(role)
        user._event_roles = known  # noqa: SLF001 - the account is the request's own
    return known


def _given(user: Any, power: Power) -> QuerySet[EventRole]:
    roles = [role for role, powers in POWERS.items() if power in powers]
    return EventRole.objects.filter(user=user, role__in=roles)
