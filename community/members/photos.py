"""Photographs of members: checked, made anew at two sizes, kept where no address reaches."""

import secrets
from io import BytesIO
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from community.members.models import LARGE, PHOTOS, SMALL, Profile
from pages.uploads.images import check_image

SIZES: Final = {LARGE: 512, SMALL: 128}  # pixels on a side
SHORTEST_SIDE: Final = 64
MOST_PIXELS: Final = 24_000_000  # of what cannot be decoded small; a JPEG can


def make(file: Any) -> dict[str, bytes]:
    """Return the two squares as WebP, by the ending of their names.

    The picture is turned as its camera says, then drawn anew: place, camera, and whatever else the
    file carried are gone.

    Raises:
        ValidationError: it is no whole image of a kind and size that we take.
    """
    check_image(file)
    file.seek(0)
    data = file.read()
    try:
        return _made(data)
    except ValidationError:
        raise
    except Exception as broken:
        message = _("This image is broken. Open it in a program and save it anew.")
        raise ValidationError(message, code="broken") from broken


def store(sizes: dict[str, bytes]) -> str:
    """Store both files under a new name and return that of the large one."""
    stem = f"{PHOTOS}{secrets.token_urlsafe(16)}"
    for ending, data in sizes.items():
        _storage().save(f"{stem}{ending}", ContentFile(data))
    return f"{stem}{LARGE}"


def delete_later(profile: Profile) -> None:
    """Delete both files once the transaction is committed."""
    if not profile.photo:
        return
    names = [str(profile.photo.name), profile.small_photo]
    transaction.on_commit(lambda: _delete(names), robust=True)


def owner_of(name: str) -> Profile | None:
    """Return whose photograph a file of this name is, as joined as `seeing` needs it.

    None for a name of nobody's, or of somebody who cannot sign in any more.
    """
    whole = f"{PHOTOS}{name}"
    rows = Profile.objects.select_related("user__affiliation__organisation")
    mine = rows.filter(photo=whole.replace(SMALL, LARGE), user__is_active=True).first()
    return mine if mine and whole in (mine.photo.name, mine.small_photo) else None


def read(name: str) -> bytes:
    """Return the file.

    Raises:
        FileNotFoundError: it was deleted meanwhile.
    """
    with _storage().open(f"{PHOTOS}{name}") as file:
        data: bytes = file.read()
    return data


def _made(data: bytes) -> dict[str, bytes]:
    with Image.open(BytesIO(data)) as image:
        image.draft("RGB", (SIZES[LARGE] * 2, SIZES[LARGE] * 2))
        width, height = image.size
        if min(width, height) < SHORTEST_SIDE:
            message = _("This image is too small: %(side)s pixels on each side are needed.")
            raise ValidationError(message % {"side": SHORTEST_SIDE}, code="small")
        if width * height > MOST_PIXELS:
            message = _("This image has too many pixels. Make it smaller, or save it as JPEG.")
            raise ValidationError(message, code="pixels")
        upright = ImageOps.exif_transpose(image)
        plain = _on_white(upright)
    return {ending: _square(plain, side) for ending, side in SIZES.items()}


def _on_white(image: Image.Image) -> Image.Image:
    """Return the first frame in three colours, with white where it was see-through."""
    whole = image.convert("RGBA")
    white = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(white, whole).convert("RGB")


def _square(image: Image.Image, side: int) -> bytes:
    square = ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", square.size)
    clean.paste(square)
    written = BytesIO()
    clean.save(written, "WEBP", quality=82)
    return written.getvalue()


def _storage() -> Any:
    return Profile._meta.get_field("photo").storage


def _delete(names: list[str]) -> None:
    for name in names:
        _storage().delete(name)
