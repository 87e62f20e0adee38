"""Ending every session of one person."""

from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.members.models import User


def end_sessions(*, user: User) -> int:
    """Sign somebody out everywhere and return how many sessions that were."""
    keys = set(_known_keys(user)) or set(_found_keys(user))
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store(key).delete()
    return len(keys)


def _known_keys(user: User) -> list[str]:
    """Return the sessions on the person's list of devices."""
    listed = UserSession.objects.filter(user=user)
    return list(listed.values_list("session_key", flat=True))


def _found_keys(user: User) -> list[str]:
    """Return the sessions that name the person; each has to be read for it."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    wanted = str(user.pk)
    return [
        session.session_key
        for session in alive.iterator(chunk_size=2000)
        if str(session.get_decoded().get(SESSION_KEY)) == wanted
    ]
