"""Who is in the administration only to help with an event stays at the desks of events."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from events.desk.entry import desk_namespaces, only_helps

# What every page of the administration needs, and one's own account there.
FURNITURE: Final = frozenset(
    {
        *("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_login"),
        *("wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
        "wagtailadmin_dismissibles",
    }
)


class HelpersStayAtTheDesk:
    """Closes the rest of the administration to helpers.

    Wagtail asks for no permission where it shows pages to choose from, a history of the site or a
    list of words: whoever may enter sees them. A role at an event lets people enter, not that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Go on, unless a helper asks for something that is no desk.

        Raises:
            PermissionDenied: so it is.
        """
        if not request.path.startswith(settings.ADMIN_PATH):
            return None
        match = request.resolver_match
        if match is None or match.url_name in FURNITURE:
            return None
        if only_helps(request.user) and not desk_namespaces().intersection(match.namespaces):
            raise PermissionDenied
        return None
