"""Images and documents with what a reader must know of them: credit, licence, language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from pages.cards import CARD_PICTURE, TEXT_PICTURE, WIDE_PICTURE

FORMATS = "format-{avif,webp,jpeg}"


class Licence(models.TextChoices):
    """Under what terms others may use a file."""

    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC0 = "cc0-1.0", _("CC0 1.0 (public domain)")
    RESERVED = "reserved", _("All rights reserved")


class SiteImage(AbstractImage):
    """An image with its maker and its licence."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.RESERVED
    )
    source = models.URLField(_("source"), blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "source")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @staticmethod
    def picture_specs(*sizes: str) -> list[str]:
        """Return each of the sizes in each format; without an argument all that pages ask for."""
        wanted = sizes or (CARD_PICTURE, WIDE_PICTURE, TEXT_PICTURE)
        return [spec for size in wanted for spec in Filter.expand_spec([FORMATS, size])]

    def existing_pictures(self, size: str) -> dict[str, "SiteRendition"]:
        """Return by format (avif, webp, jpeg) what has been made of one size; makes nothing.

        No query when the renditions were prefetched.
        """
        filters = [Filter(spec=spec) for spec in self.picture_specs(size)]
        found = self.find_existing_renditions(*filters)
        order = ("avif", "webp", "jpeg")
        by_format = {spec.spec.partition("|")[0].removeprefix("format-"): r for spec, r in found.items()}
        return {name: by_format[name] for name in order if name in by_format}


class SiteRendition(AbstractRendition):
    """One size of an image, made when the page is published."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


class SiteDocument(AbstractDocument):
    """A document with its language and its licence."""

    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)

    admin_form_fields = (*Document.admin_form_fields, "language", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
