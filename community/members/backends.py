"""Finds the signed-in person, with what every page shows of them, and answers for permissions."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from community.members.models import User


class MemberBackend(AuthenticationBackend):
    """allauth's backend, asking twice instead of seven times on every page."""

    def get_user(self, user_id: int) -> User | None:
        """Return the account with profile, group and country joined; None when it may not enter.

        What Wagtail knows of its editors comes along: every page of the admin asks for it.
        """
        everyone = User.objects.with_profile().select_related("wagtail_userprofile")
        try:
            user = everyone.get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the permissions of a person, their own and those of their groups, by one query.

        The answer is kept with the person, where Django keeps its own; about a single `obj` and
        about superusers Django itself answers.
        """
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if user_obj.is_superuser:
            return set(super().get_all_permissions(user_obj))
        kept = vars(user_obj)
        if "_perm_cache" not in kept:
            theirs = Permission.objects.filter(Q(user=user_obj) | Q(group__user=user_obj))
            names = theirs.order_by().values_list("content_type__app_label", "codename")
            kept["_perm_cache"] = {f"{label}.{name}" for label, name in names}
        return set(kept["_perm_cache"])
