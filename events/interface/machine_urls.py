"""The interface's addresses: no language, no session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern

from events.interface import endpoints  # noqa: F401 - they join the interface
from events.interface.api import api, problem
from events.interface.letting_in import seconds_to_wait

View = Callable[..., HttpResponseBase]


def _counted(view: View) -> View:
    """Return a view that refuses a network which asks too often."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if seconds := seconds_to_wait(request):
            refused = problem(f"Too many calls: wait {seconds} seconds.", 429)
            refused["Retry-After"] = str(seconds)
            return refused
        return view(request, *args, **kwargs)

    return counted


urlpatterns, _name, _namespace = api.urls
app_name = "event_interface"
for pattern in urlpatterns:
    if isinstance(pattern, URLPattern) and pattern.callback is not None:
        pattern.callback = _counted(pattern.callback)
