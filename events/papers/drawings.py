"""Drawings for documents: QR codes, and a signature that was uploaded."""

import base64
import io
from typing import Any, Final

import segno
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string
from PIL import Image, ImageOps, UnidentifiedImageError

from community.members.private_files import private_storage

SIGNATURES: Final = "signatures/"
MASK: Final = 2
LARGEST_BYTES: Final = 2_000_000
MOST_PIXELS: Final = 25_000_000
FITS: Final = (900, 300)  # pixels on paper: 44 points high


class NoPicture(ValueError):
    """The file is no picture that we can read, or it is too large."""


def qr_code(text: str, *, border: int = 1) -> str:
    """Return a QR code as SVG; it survives a crease (level M, ISO/IEC 18004)."""
    drawn = io.BytesIO()
    # One mask for all: to look for the best of eight takes four times as long, and any is read.
    code = segno.make(text, error="m", micro=False, mask=MASK)
    code.save(drawn, kind="svg", border=border, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()


def keep_signature(file: "UploadedFile[Any]") -> str:
    """Store a picture of a signature and return the name of its file.

    Raises:
        NoPicture: see there.
    """
    if (file.size or 0) > LARGEST_BYTES:
        raise NoPicture
    try:
        with Image.open(file, formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoPicture
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError) as error:
        raise NoPicture from error
    picture.thumbnail(FITS)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    name = f"{SIGNATURES}{get_random_string(24)}.png"
    return private_storage().save(name, ContentFile(written.getvalue()))


def signature_drawing(name: str) -> str:
    """Return a stored signature as SVG; empty when there is none, or its file is lost."""
    if not name:
        return ""
    try:
        with private_storage().open(name) as file:
            content = file.read()
    except FileNotFoundError:
        return ""
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )
