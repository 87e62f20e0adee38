"""Who has anything to do at the desks of events, and who has nothing else to do here."""

from typing import Any, Final

from wagtail import hooks
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from events.desk_tabs import HOOK
from events.models import EventRole
from events.powers import Power, may

ENTRY: Final = "wagtailadmin.access_admin"


def has_a_desk(user: Any) -> bool:
    """Return whether somebody sees who comes to some event, or has a role at one."""
    if not user.is_authenticated:
        return False
    return may(user, Power.SEE) or EventRole.objects.filter(user=user).exists()


def only_helps(user: Any) -> bool:
    """Return whether somebody is in the administration for a role at an event and nothing else."""
    if not user.is_authenticated or user.is_superuser or user.get_all_permissions() != {ENTRY}:
        return False
    if not EventRole.objects.filter(user=user).exists():
        return False
    kinds = (GroupPagePermission, GroupCollectionPermission)
    return not any(kind.objects.filter(group__user=user).exists() for kind in kinds)


def desk_namespaces() -> set[str]:
    """Return the names of the view sets to which the tabs of all desks lead."""
    return {make().url_name.partition(":")[0] for make in hooks.get_hooks(HOOK)}
