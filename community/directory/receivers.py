"""What follows when people change what they show: the directory is brought up to date."""

import logging
from collections.abc import Collection
from typing import Any

from django.db import DatabaseError
from django.dispatch import receiver

from community.directory import actions
from community.members.signals import profile_changed

logger = logging.getLogger(__name__)


@receiver(profile_changed, dispatch_uid="directory.follow_profiles")
def follow_profiles(user_ids: Collection[int], **_: Any) -> None:
    """Read these people anew; what is missed here, the nightly rebuild finds."""
    try:
        actions.refresh_entries(user_ids)
    except DatabaseError:
        logger.exception("The directory is refreshed later")
