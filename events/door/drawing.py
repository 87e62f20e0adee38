"""Draws codes as pictures that every reader can read."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str, title: str) -> SafeString:
    """Return a QR code as SVG without a fixed size: dark on white, in the dark theme too."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(
        scale=8,
        omitsize=True,
        dark="#000",
        light="#fff",
        title=title,
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # segno escapes the title
