"""What those who write and those who publish may do with registrations."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from pages.actions import PUBLISHERS, WRITERS


@transaction.atomic
def let_editors_meet() -> None:
    """Let those who edit events see who comes, add people and cancel; again changes nothing.

    The permission holds for the events whose pages a person may edit. What has been taken from a
    group by hand comes back with the next upgrade; make a group of your own to say otherwise.
    """
    names = [f"{deed}_registration" for deed in ("view", "add", "change")]
    allowed = Permission.objects.filter(content_type__app_label="events", codename__in=names)
    for name in (WRITERS, PUBLISHERS):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*allowed)
