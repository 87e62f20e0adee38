"""Who may do what in this room, for groups that every installation has."""

from django.contrib.auth.models import Group, Permission

from pages.actions import PUBLISHERS

SEND = "newsletters.send_issue"
DEEDS = ("send_issue", "view_subscription", "add_newsletter", "change_newsletter")


def let_publishers_send() -> None:
    """Let whoever publishes also keep newsletters, send letters and see who reads them.

    A second call changes nothing, and what the group was given by hand stays.
    """
    group, _created = Group.objects.get_or_create(name=PUBLISHERS)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="newsletters", codename__in=DEEDS)
    )
