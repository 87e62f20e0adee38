"""Checks an image before anything decodes it: kind, size, number of pixels, wholeness."""

from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

KINDS: Final = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
LONGEST_SIDE: Final = 12_000
MOST_FRAMES: Final = 60
ENOUGH: Final = (64, 64)  # a photograph is decoded small: its fault shows as well
DRAWINGS: Final = (".svg", ".svgz", ".eps", ".ai", ".pdf")


def check_image(file: Any) -> None:
    """Raise ValidationError unless the file is a whole image of a kind and size that we show.

    Only what the header allows is decoded: a picture of a few bytes may claim a billion pixels.
    """
    suffix = PurePath(file.name).suffix.lower()
    _check_kind(suffix)
    if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file has %(size)s. Save it smaller: %(most)s are allowed.")
            % {
                "size": filesizeformat(file.size),
                "most": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
            },
            code="too_large",
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    _check_header(data, KINDS[suffix])
    _check_whole(data)


def _check_kind(suffix: str) -> None:
    if suffix in DRAWINGS:
        message = _("A drawing may carry programs. Save it as PNG and upload that.")
        raise ValidationError(message, code="drawing")
    if suffix not in KINDS:
        message = _("This kind of image is not shown by all browsers. Use JPEG, PNG, WebP or AVIF.")
        raise ValidationError(message, code="kind")


def _check_header(data: bytes, expected: str) -> None:
    try:
        with Image.open(BytesIO(data)) as image:
            if image.format != expected:
                message = _("The name says %(name)s, the content is %(content)s. Save it anew.")
                raise ValidationError(
                    message % {"name": expected, "content": image.format}, code="other_content"
                )
            _check_pixels(image.size, getattr(image, "n_frames", 1))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except UnidentifiedImageError as unknown:
        message = _("This is no image, or it is broken. Open it in a program and save it anew.")
        raise ValidationError(message, code="no_image") from unknown
    except ValidationError:
        raise
    except Exception as broken:
        raise _broken() from broken


def _check_pixels(size: tuple[int, int], frames: int) -> None:
    width, height = size
    if frames > MOST_FRAMES:
        message = _("This moving image has %(frames)s frames; %(most)s are allowed.")
        raise ValidationError(message % {"frames": frames, "most": MOST_FRAMES}, code="frames")
    is_too_long = max(width, height) > LONGEST_SIDE
    if is_too_long or width * height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()


def _check_whole(data: bytes) -> None:
    """Refuse an image that breaks off. PNG carries sums of its parts; others are decoded small."""
    try:
        with Image.open(BytesIO(data)) as image:
            if image.format == "PNG":
                image.verify()
            else:
                image.draft(None, ENOUGH)
                image.load()
    except Exception as broken:
        raise _broken() from broken


def _too_many_pixels() -> ValidationError:
    millions = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    message = _(
        "This image has too many pixels. Make it smaller: %(millions)s million pixels and "
        "%(side)s on the longer side are allowed."
    )
    return ValidationError(message % {"millions": millions, "side": LONGEST_SIDE}, code="pixels")


def _broken() -> ValidationError:
    message = _("This image is broken or breaks off. Open it in a program and save it anew.")
    return ValidationError(message, code="broken")
