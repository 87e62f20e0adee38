"""Makes a logo anew out of whatever was uploaded, and says where pictures are fetched."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from community.members.models import photo_address
from pages.uploads.images import check_image

SIDE: Final = 480  # pixels at most, either way
QUALITY: Final = 88


def made_anew(file: Any) -> bytes:
    """Return an uploaded picture as a small WebP without any of its metadata.

    Only the pixels of the first frame are taken over, so what else the file carried (a place, a
    program, a second file behind the first) stays behind.

    Raises:
        ValidationError: it is no picture that we take, with what to do instead.
    """
    check_image(file)
    file.seek(0)
    try:
        with Image.open(file) as image:
            image.draft("RGB", (SIDE * 2, SIDE * 2))
            upright = ImageOps.exif_transpose(image) or image
            upright.thumbnail((SIDE, SIDE))
            pixels = upright.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        message = _("This image is broken. Open it in a program and save it anew.")
        raise ValidationError(message, code="broken") from broken
    clean = Image.new("RGBA", pixels.size)
    clean.paste(pixels)
    made = BytesIO()
    clean.save(made, "WEBP", quality=QUALITY, method=4)
    return made.getvalue()


def picture_address(card: Mapping[str, Any]) -> str:
    """Return where the picture of a stored card is fetched: a face or a logo; empty without one."""
    if logo := card.get("logo"):
        return str(default_storage.url(logo))
    return photo_address(card.get("photo") or "")
