"""The end of a look with somebody else's eyes; its beginning is a deed like others."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.stewards.middleware import stop_looking


@never_cache
@require_POST
def end(request: HttpRequest) -> HttpResponseBase:
    """Give the steward their own eyes back."""
    steward: Any = request.user
    whom = stop_looking(request, by=steward)
    if whom is None:
        return redirect("wagtailadmin_home")
    messages.success(request, _("You see the site with your own eyes again."))
    return redirect("stewards_people:page", whom.pk)
