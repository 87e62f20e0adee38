"""Puts the stewards' desk into the administration."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from community.stewards.views.frame import SEE
from community.stewards.viewsets import LookingViewSet, StewardsGroup
from pages.doors import HOOK, Door, LookingDoor


@hooks.register("register_admin_viewset")
def register_screens() -> list[Any]:
    """Return the view sets that Wagtail shall serve."""
    return [StewardsGroup(), LookingViewSet()]


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions of this room that can be given to a group."""
    return Permission.objects.filter(content_type__app_label="stewards")


@hooks.register(HOOK)
def offer_doors() -> list[Door]:
    """Return the door of this room."""
    return [
        LookingDoor(
            title=_("Look after members"),
            text=_("Find somebody, help them in, settle who belongs where."),
            icon="group",
            order=70,
            view="stewards_people:index",
            permission=SEE,
        )
    ]


@hooks.register("register_user_listing_buttons")
def way_to_the_desk(user: Any, request_user: Any) -> list[Button]:
    """Return the way from the list of roles to what is known of the person."""
    if not request_user.has_perm(SEE):
        return []
    address = reverse("stewards_people:page", args=(user.pk,))
    return [Button(_("History and deeds"), url=address, icon_name="user", priority=40)]
