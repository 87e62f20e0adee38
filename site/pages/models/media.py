"""Images and documents with what a reader must know of them: credit, licence, language."""

import hashlib
from functools import cache
from pathlib import PurePath
from typing import Any, Self

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.images.models import ImageQuerySet as WagtailImageQuerySet

from lane.scopes import DOCUMENTS, MEDIA
from pages.cards import CARD_PICTURE, TEXT_PICTURE, WIDE_PICTURE
from pages.uploads.documents import count_pages, pages_in

FORMATS = "format-{avif,webp,jpeg}"


class Licence(models.TextChoices):
    """Under what terms others may use a file."""

    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC0 = "cc0-1.0", _("CC0 1.0 (public domain)")
    RESERVED = "reserved", _("All rights reserved")


class ImageQuerySet(WagtailImageQuerySet):
    """Images with a name for the sets that workers look for."""

    def without_pictures(self) -> Self:
        """Return the images of which some size or format is missing, the oldest first."""
        specs = SiteImage.picture_specs()
        made = Count("renditions", filter=Q(renditions__filter_spec__in=specs), distinct=True)
        missing: Self = self.annotate(made=made).filter(made__lt=len(specs)).order_by("pk")
        return missing


class SiteImage(AbstractImage):
    """An image with its maker and its licence."""

    lane_scope = MEDIA

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.RESERVED
    )
    source = models.URLField(_("source"), blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "source")
    objects = ImageQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @staticmethod
    def picture_specs(*sizes: str) -> list[str]:
        """Return each of the sizes in each format; without an argument all that pages ask for."""
        wanted = sizes or (CARD_PICTURE, WIDE_PICTURE, TEXT_PICTURE)
        return [spec for size in wanted for spec in Filter.expand_spec([FORMATS, size])]

    @property
    def file_extension(self) -> str:
        """The ending of the file's name, without the point."""
        return PurePath(self.file.name).suffix.removeprefix(".")

    def existing_pictures(self, size: str) -> dict[str, "SiteRendition"]:
        """Return by format (avif, webp, jpeg) what has been made of one size; makes nothing.

        No query when the renditions were prefetched.
        """
        found = self.find_existing_renditions(*_filters(size))
        return {
            of.spec.partition("|")[0].removeprefix("format-"): made for of, made in found.items()
        }


@cache
def _filters(size: str) -> list[Filter]:
    """Return the filters of one size; what they do is read once, not for each picture."""
    return [Filter(spec=spec) for spec in SiteImage.picture_specs(size)]


class SiteRendition(AbstractRendition):
    """One size of an image, made when the page is published."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


def checksum_of(file: Any) -> str:
    """Return the SHA-256 of a file in hexadecimal figures."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class SiteDocument(AbstractDocument):
    """A document with its language and its licence."""

    lane_scope = DOCUMENTS

    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    is_accessible = models.BooleanField(
        _("is accessible"),
        default=False,
        help_text=_("Tagged, with alternative texts, and tried with a screen reader (PDF/UA)."),
    )
    page_count = models.PositiveIntegerField(
        _("number of pages"), null=True, blank=True, editable=False
    )
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True, editable=False)

    admin_form_fields = (*Document.admin_form_fields, "language", "licence", "is_accessible")

    def save(self, *args: Any, **options: Any) -> None:
        """Save, with what is known of a file that did not come through a form."""
        if self.file and not self.sha256:
            self._set_document_file_metadata()
        super().save(*args, **options)

    def take(self, content: bytes, name: str) -> None:
        """Take a file that this site made itself, in place of the one before; it is not saved yet.

        What we made is measured here; what came from outside goes through `uploads.documents`.
        """
        file: Any = ContentFile(content, name=name)
        self.file = file
        self.file_size, self.file_hash = len(content), hashlib.sha1(content).hexdigest()  # noqa: S324 - Wagtail's
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.page_count = count_pages(content) if name.endswith(".pdf") else None

    def _set_document_file_metadata(self) -> None:
        """Set what Wagtail wants to know of a new file, and the checksum that others can repeat."""
        super()._set_document_file_metadata()
        self.sha256 = checksum_of(self.file)
        self.page_count = pages_in(self.file)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


def document_field(label: Any, help_text: Any) -> "models.ForeignKey[Any, Any]":
    """Return a field for one document of a page, which outlives the document."""
    return models.ForeignKey(
        "pages.SiteDocument",
        verbose_name=label,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=help_text,
    )
