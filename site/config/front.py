"""Puts the anonymous lane in front of Django, where the settings want it."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from config.hits import HitLog
from lane.application import House, Lane
from lane.channel import channel
from lane.generations import counters
from lane.keys import hosts_of


def in_front_of(application: Any) -> Any:
    """Return the lane before `application`, or `application` where the lane is switched off."""
    if not settings.LANE_ENABLED:
        return application
    header = settings.SECURE_PROXY_SSL_HEADER
    house = House(
        hosts=hosts_of(settings.SITE_URL, settings.ALLOWED_HOSTS),
        session_cookie=settings.SESSION_COOKIE_NAME,
        spoken_cookies=frozenset(
            {
                settings.CSRF_COOKIE_NAME,
                settings.LANGUAGE_COOKIE_NAME,
                CookieStorage.cookie_name,
            }
        ),
        private_paths=(
            *(settings.ADMIN_PATH, settings.STATIC_URL, settings.MEDIA_URL),
            *("/accounts/", "/calendar/", "/documents/", "/members/", "/review/"),
            *("/healthz", "/readyz"),
        ),
        secure_header=header and (header[0], header[1]),
        shared_seconds=settings.LANE_SHARED_SECONDS,
        most_bytes=settings.LANE_MEGABYTES * 1024 * 1024,
    )
    channel.start()  # so that the first answer can be kept; a forked process starts its own
    return Lane(application, house=house, teller=HitLog(), counters=counters())
