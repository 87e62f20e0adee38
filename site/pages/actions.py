"""The deeds of this room: let editors work, give the site its address, make pictures beforehand."""

from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, Site

from pages.models import SiteDocument, SiteIdentity, SiteImage

WRITERS = "Authors"
PUBLISHERS = "Editors"


@transaction.atomic
def let_editors_work() -> None:
    """Give those who write and those who publish what they need with images and documents.

    Wagtail grants pages and the administration when it is installed, but media only of its own
    models. All five roles are set in `editorial.roles`. A second call changes nothing.
    """
    root = Collection.get_first_root_node()
    for name in (WRITERS, PUBLISHERS):
        group, _created = Group.objects.get_or_create(name=name)
        deeds = ("add", "choose") if name == WRITERS else ("add", "change", "choose")
        for model in (SiteImage, SiteDocument):
            for permission in _permissions(model, *deeds):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission
                )
    publishers = Group.objects.get(name=PUBLISHERS)
    publishers.permissions.add(*_permissions(SiteIdentity, "change"))


def _permissions(model: type, *deeds: str) -> list[Permission]:
    kind = ContentType.objects.get_for_model(model)
    names = [f"{deed}_{kind.model}" for deed in deeds]
    return list(Permission.objects.filter(content_type=kind, codename__in=names))


@transaction.atomic
def move_site(*, url: str) -> Site | None:
    """Give the default site the host and port of `url`, so that full addresses are right.

    Returns the site, or None before there is one. Nothing is written when nothing changed.
    """
    site: Site | None = Site.objects.filter(is_default_site=True).first()
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if site and (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname, port
        site.save()
    return site


def make_pictures(*, image: SiteImage) -> int:
    """Make the sizes and formats of an image that pages ask for; return how many there are now.

    What exists is kept, so that it may be called again at any time.
    """
    return len(image.get_renditions(*image.picture_specs()))
