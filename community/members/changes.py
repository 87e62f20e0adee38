"""Say that something others may see of people has changed, when they have changed it."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from community.members.models import User
from community.members.signals import profile_changed
from lane.generations import bump

SCOPE: Final = "community"  # of the anonymous lane: what shows people and organisations


def spread(user_ids: Iterable[int]) -> None:
    """Let public pages be made anew and, after the commit, other rooms follow these people."""
    ids = list(user_ids)
    bump(SCOPE)
    if ids:
        transaction.on_commit(lambda: profile_changed.send_robust(sender=User, user_ids=ids))
