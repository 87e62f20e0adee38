"""The role of those who see what reached whom; the others are set in `editorial.roles`."""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

COORDINATORS: Final = "Coordinators"


@transaction.atomic
def ensure_coordinators() -> Group:
    """Return the group of those who see what reached whom: they enter the desk and read figures.

    Permissions that the group has been given by hand stay.
    """
    group, _created = Group.objects.get_or_create(name=COORDINATORS)
    enter = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    figures = Q(content_type__app_label="dissemination_metrics", codename__startswith="view_")
    group.permissions.add(*Permission.objects.filter(enter | figures))
    return group
