"""How the templates of letters read rich text, addresses and pictures."""

import textwrap
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString, mark_safe

from newsletters.texts import WIDTH, as_mail_html, as_plain_text
from outbox.rendering import absolute_url

register = template.Library()

# Twice the width at which the picture is shown, for sharp screens.
PICTURE: Final = "fill-1104x736|format-jpeg|jpegquality-75"


@register.filter
def mail_html(html: str) -> SafeString:
    """Return rich text as the few tags that every mail program shows."""
    return mark_safe(as_mail_html(html))  # cleaned of everything but those tags


@register.filter
def plain_text(html: str) -> SafeString:
    """Return rich text as plain text."""
    return mark_safe(as_plain_text(html))  # goes into a text part, where nothing is escaped


@register.filter
def wrapped(words: str) -> str:
    """Return words as lines of at most 76 letters."""
    return textwrap.fill(" ".join(str(words).split()), WIDTH, break_long_words=False)


@register.filter
def full_address(address: str) -> str:
    """Return an address of this site with its host."""
    return absolute_url(address)


@register.filter
def mail_picture(image: Any) -> str:
    """Return the full address of a picture in the size for mails."""
    return absolute_url(image.get_rendition(PICTURE).url)
