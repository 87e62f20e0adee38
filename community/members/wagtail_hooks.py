"""What this room adds to the desk."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from community.members.actions import erase_member
from community.members.models import User


@hooks.register("register_account_menu_item")
def way_to_the_profile(request: HttpRequest) -> dict[str, Any]:
    """Return the entry on the desk's account page that leads to name, address and data."""
    return {
        "url": reverse("members:profile"),
        "label": _("Your profile"),
        "help_text": _("Name, address, what you agreed to, and your data."),
    }


@hooks.register("before_bulk_action")
def erase_instead_of_deleting(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Erase people from every room where Wagtail would only delete their accounts: all or none."""
    if action_type != "delete" or User not in action.models:
        return None
    people = list(objects)
    with transaction.atomic():
        for person in people:
            erase_member(user=person)
    text = ngettext("One person is erased.", "%(count)d people are erased.", len(people))
    messages.success(request, text % {"count": len(people)})
    return redirect("wagtailusers_users:index")
