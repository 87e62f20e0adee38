"""Ending every session of one person."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.members.models import User
from community.stewards.history import SESSIONS


def end_sessions(*, user: User) -> int:
    """Sign somebody out everywhere and return how many sessions that were."""
    keys = set(_known_keys(user)) or set(_found_keys(user))
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store(key).delete()
    return len(keys)


def _known_keys(user: User) -> list[str]:
    """Return the sessions on the person's list of devices, where the site keeps one."""
    if not apps.is_installed("allauth.usersessions"):
        return []
    listed: Any = apps.get_model(SESSIONS)
    return list(listed.objects.filter(user=user).values_list("session_key", flat=True))


def _found_keys(user: User) -> list[str]:
    """Return the sessions that name the person; each has to be read for it."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    wanted = str(user.pk)
    return [
        session.session_key
        for session in alive.iterator(chunk_size=2000)
        if str(session.get_decoded().get(SESSION_KEY)) == wanted
    ]
