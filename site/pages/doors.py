"""What editors come to the administration for; each room offers its own doors to it.

A room registers a function under the hook ``register_doors`` that returns a list of `Door`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

HOOK: Final = "register_doors"


@dataclass(frozen=True, kw_only=True)
class Door:
    """One thing to do, shown to those who may do it."""

    title: Any
    text: Any
    icon: str
    order: int

    def address_for(self, user: Any, places: dict[type[Page], Page]) -> str:
        """Return where it leads; empty for those who may not go there."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class WritingDoor(Door):
    """Leads to a new page of one type, below the first page of another."""

    page: type[Page]
    below: type[Page]

    def address_for(self, user: Any, places: dict[type[Page], Page]) -> str:
        """Return the address of the empty form, for those who may add pages there."""
        place = places.get(self.below)
        policy = policy_registry.get_by_type(Page)
        if place is None or not policy.user_has_permission_for_instance(user, "add", place):
            return ""
        names = (self.page._meta.app_label, self.page._meta.model_name, place.pk)
        return reverse("wagtailadmin_pages:add", args=names)


@dataclass(frozen=True, kw_only=True)
class LookingDoor(Door):
    """Leads to a screen of the administration."""

    view: str
    permission: str

    def address_for(self, user: Any, places: dict[type[Page], Page]) -> str:
        """Return the address of the screen, for those who have its permission."""
        return reverse(self.view) if user.has_perm(self.permission) else ""


def open_doors(user: Any) -> list[tuple[Door, str]]:
    """Return the doors that are open to a person, in their order, each with its address."""
    doors = [door for offer in hooks.get_hooks(HOOK) for door in offer()]
    places = _first_pages({door.below for door in doors if isinstance(door, WritingDoor)})
    found = ((door, door.address_for(user, places)) for door in doors)
    return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[0].order)


def _first_pages(types: Iterable[type[Page]]) -> dict[type[Page], Page]:
    """Return the first page of each type, the originals before their translations; one query."""
    kinds = {kind.pk: type_ for type_, kind in ContentType.objects.get_for_models(*types).items()}
    pages = Page.objects.filter(content_type__in=kinds, alias_of=None).order_by("-path")
    return {
        kinds[page.content_type_id]: page
        for page in pages.only("path", "depth", "owner", "content_type")
    }
