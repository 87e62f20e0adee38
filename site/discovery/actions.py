"""The deeds of this room: make a picture for sharing, keep what harvesters are told."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.models import Page

from discovery.models import SharePicture
from discovery.public import public
from discovery.raster import drawn_picture, photographed_picture
from discovery.shares import FOLDER, share_name
from pages.models import PlainPage


def make_share_picture(*, page: Any) -> bool:
    """Make the picture that stands beside links to a page; return whether one was made.

    Only of pages that everyone may see. What exists is kept; a picture of an older title goes.
    """
    if not isinstance(page, PlainPage) or not public(Page.objects.filter(pk=page.pk)).exists():
        return False
    name = share_name(page)
    path = f"{FOLDER}/{name}"
    known = SharePicture.objects.filter(page_id=page.pk).first()
    if known and known.name == name and default_storage.exists(path):
        known.save()  # looked at again after this publication
        return False
    data = photographed_picture(page.cover) if page.cover else drawn_picture(page)
    if default_storage.exists(path):
        default_storage.delete(path)
    default_storage.save(path, ContentFile(data))
    _remember(page, known, name)
    return True


@transaction.atomic
def _remember(page: Page, known: SharePicture | None, name: str) -> None:
    if known and known.name != name:
        old = f"{FOLDER}/{known.name}"
        transaction.on_commit(lambda: default_storage.delete(old))
    SharePicture.objects.update_or_create(page_id=page.pk, defaults={"name": name})
