"""Who may look at mail, read its body, and decide what becomes of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.permission_policies.base import ModelPermissionPolicy

from outbox.models import Message


class MailPolicy(ModelPermissionPolicy):
    """Mail can be viewed, and decided upon (``change``); nobody writes or deletes it by hand.

    Both need the permission of Django's model; superusers have them.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether ``user`` may do ``action`` to mail."""
        return action in {"view", "change"} and super().user_has_permission(user, action)


def may_read_body(user: Any, message: Message) -> bool:
    """Return whether ``user`` may see what ``message`` says.

    Bodies that open accounts are for superusers only, except in development, where they are the
    only way to sign in.
    """
    if message.is_private and not settings.DEBUG:
        return bool(user.is_active and user.is_superuser)
    return bool(user.has_perm("outbox.view_message"))
