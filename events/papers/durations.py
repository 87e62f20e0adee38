"""Lengths of time in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 60


def duration_text(minutes: int) -> str:
    """Return minutes as people say them: ``3 hours 30 minutes``."""
    hours, rest = divmod(minutes, HOUR)
    parts = []
    if hours:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)


def share_text(minutes: int, whole: int) -> str:
    """Return how long somebody was there, and of how much where it was less."""
    told = duration_text(minutes)
    if whole <= minutes:
        return told
    return _("%(attended)s of %(whole)s") % {"attended": told, "whole": duration_text(whole)}
