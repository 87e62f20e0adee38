"""The names of the sections, for feeds and for the list of all that can be read."""

from django.utils.translation import gettext


def feed_titles() -> dict[str, str]:
    """Return the title of each feed by its section, the one of everything first."""
    return {
        "all": gettext("Everything new"),
        "news": gettext("Articles"),
        "cases": gettext("Good practice cases"),
        "tools": gettext("Tools"),
        "publications": gettext("Publications"),
        "events": gettext("Events"),
    }
