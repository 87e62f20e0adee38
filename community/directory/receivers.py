"""What follows when people change what they show: the directory is brought up to date."""

import logging
from collections.abc import Collection
from typing import Any, Final

from celery import current_app
from django.db import DatabaseError
from django.dispatch import receiver
from kombu.exceptions import KombuError

from community.directory import actions
from community.members.signals import profile_changed

logger = logging.getLogger(__name__)

AT_ONCE: Final = 50  # people who are read anew in the process of the one who changed them


@receiver(profile_changed, dispatch_uid="directory.follow_profiles")
def follow_profiles(user_ids: Collection[int], **_: Any) -> None:
    """Read these people anew, many by a worker; what is missed here, the nightly rebuild finds."""
    ids = sorted(set(user_ids))
    try:
        if len(ids) > AT_ONCE:
            current_app.send_task("community.directory.tasks.refresh_later", [ids])
        else:
            actions.refresh_entries(ids)
    except (DatabaseError, KombuError):
        logger.exception("The directory is refreshed later")
