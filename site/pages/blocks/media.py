"""Bricks of files: pictures, documents to take away, video and audio of our own."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from pages.blocks.text import Paragraphs

VIDEO_TYPES: Final = {"mp4": "video/mp4", "webm": "video/webm"}
AUDIO_TYPES: Final = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg"}
CAPTION_TYPES: Final = {"vtt": "text/vtt"}


def _any_document() -> Any:
    """Return the newest document, for previews."""
    return get_document_model().objects.order_by("-pk").first()


class Picture(blocks.StructBlock):
    """An image with its words; credit and licence come from the image itself."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with a caption; its credit and licence are added.")
        template = "pages/blocks/picture.html"

    def get_preview_value(self) -> Any:
        """Return the newest image with a caption."""
        image = get_image_model().objects.order_by("-pk").first()
        if image is not None:
            image.contextual_alt_text, image.decorative = image.title, False
        return self.normalize({"image": image, "caption": "What the picture shows"})


class Download(blocks.StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock(label=_("Document"))
    text = blocks.CharBlock(label=_("What it is for"), max_length=200, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("One document with a button.")
        template = "pages/blocks/download.html"

    def get_preview_value(self) -> Any:
        """Return the newest document."""
        return self.normalize({"document": _any_document(), "text": "To print"})


class Downloads(blocks.StructBlock):
    """Some documents below each other, each with its format and size."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    items = blocks.ListBlock(Download(), label=_("Documents"), min_num=1, max_num=20)

    class Meta:
        icon = "download"
        label = _("List of downloads")
        description = _("Documents to take away, each with its format, size and language.")
        template = "pages/blocks/downloads.html"

    def get_preview_value(self) -> Any:
        """Return the newest document, below a title."""
        items = [{"document": _any_document(), "text": "To print"}]
        return self.normalize({"title": "To take away", "items": items})


class _Recording(blocks.StructBlock):
    """A file that plays, and its words for those who do not hear it."""

    types: Mapping[str, str] = {}

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Return the cleaned value; refuse files of other kinds."""
        cleaned = super().clean(value)
        errors = {
            name: ValidationError(_("Choose a file of this kind: %(kinds)s.") % {"kinds": kinds})
            for name, allowed in (("file", self.types), ("captions", CAPTION_TYPES))
            if (document := cleaned.get(name)) and _ending(document) not in allowed
            for kinds in [", ".join(allowed)]
        }
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the context with the media type of the file."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        document = value.get("file")
        return context | {"media_type": self.types.get(_ending(document)) if document else None}


def _ending(document: Any) -> str:
    return str(document.file_extension).lower()


class Video(_Recording):
    """A film of our own, with captions and all its words."""

    types = VIDEO_TYPES
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    file = DocumentChooserBlock(
        label=_("Film"), help_text=_("MP4 or WebM, uploaded here: nothing from other hosts.")
    )
    captions = DocumentChooserBlock(
        label=_("Captions"), help_text=_("WebVTT (.vtt), in the language that is spoken.")
    )
    poster = ImageBlock(label=_("Picture before it plays"), required=False)
    transcript = Paragraphs(
        label=_("Transcript"), help_text=_("All that is said, and what is only seen.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("An uploaded film with captions and a transcript.")
        template = "pages/blocks/video.html"

    def get_preview_value(self) -> Any:
        """Return a film without a file: the words show how it stands on the page."""
        words = "<p>Here stands all that is said.</p>"
        return self.normalize({"title": "Three minutes in the workshop", "transcript": words})


class Audio(_Recording):
    """Something to listen to, with all its words."""

    types = AUDIO_TYPES
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    file = DocumentChooserBlock(label=_("Recording"), help_text=_("MP3, M4A or Ogg."))
    transcript = Paragraphs(label=_("Transcript"), help_text=_("All that is said."))

    class Meta:
        icon = "media"
        label = _("Audio")
        description = _("An uploaded recording with its transcript.")
        template = "pages/blocks/audio.html"

    def get_preview_value(self) -> Any:
        """Return a recording without a file: the words show how it stands on the page."""
        words = "<p>Here stands all that is said.</p>"
        return self.normalize({"title": "A talk with a licensee", "transcript": words})
