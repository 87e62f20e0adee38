"""Turns drawings and photographs into pictures of the size that link previews ask for."""

from typing import Final

import typst

from discovery.shares import HEIGHT, WIDTH, drawing_of
from pages.models import PlainPage, SiteImage

PHOTOGRAPH: Final = f"fill-{WIDTH}x{HEIGHT}|format-jpeg|jpegquality-80"
# At 72 points an inch a point is a pixel.
POINTS_AN_INCH: Final = 72
SHEET: Final = f"""
#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: {WIDTH}pt, height: {HEIGHT}pt)
"""


def drawn_picture(page: PlainPage) -> bytes:
    """Return a PNG of 1200 × 630 of the cover that is drawn from a page's words."""
    made = typst.compile(
        SHEET.encode(), format="png", ppi=POINTS_AN_INCH, sys_inputs={"svg": drawing_of(page)}
    )
    return made if isinstance(made, bytes) else made[0]


def photographed_picture(image: SiteImage) -> bytes:
    """Return a JPEG of 1200 × 630 of a page's cover."""
    rendition = image.get_rendition(PHOTOGRAPH)
    with rendition.file.open("rb") as stored:
        data: bytes = stored.read()
    return data
