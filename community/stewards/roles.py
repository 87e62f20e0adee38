"""The role of those who look after members: no pages, no settings, no other roles."""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

STEWARDS: Final = "Stewards"


@transaction.atomic
def ensure_stewards() -> Group:
    """Return the group of stewards with what it needs; what was added by hand stays."""
    group, _created = Group.objects.get_or_create(name=STEWARDS)
    own = Q(content_type__app_label="stewards", content_type__model="stewardact")
    enter = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    rights = Q(
        content_type__app_label="datarights",
        codename__in=("view_retentionrun", "change_correctionrequest"),
    )
    group.permissions.add(*Permission.objects.filter(own | enter | rights))
    return group
