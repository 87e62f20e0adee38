"""What follows when people change what they show: the directory is brought up to date."""

import logging
from collections.abc import Collection
from typing import Any

from django.db import DatabaseError, transaction
from django.dispatch import receiver

from community.directory import actions
from community.members.models import User
from community.members.signals import member_left, member_returned, profile_changed

logger = logging.getLogger(__name__)


@receiver(profile_changed, dispatch_uid="directory.follow_profiles")
def follow_profiles(user_ids: Collection[int], **_: Any) -> None:
    """Read these people anew; what is missed here, the nightly rebuild finds."""
    try:
        actions.refresh_entries(user_ids)
    except DatabaseError:
        logger.exception("The directory is refreshed later")


@receiver((member_left, member_returned), dispatch_uid="directory.follow_closing")
def follow_closing(user: User, **_: Any) -> None:
    """Hide those who close their account, and show them again when they come back."""
    transaction.on_commit(lambda: follow_profiles([user.pk]))
