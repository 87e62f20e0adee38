"""The look in templates: icons, generated covers, faces and static files that never fail."""

import re
from functools import lru_cache
from typing import Any, Final

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pages.covers import cover_svg

register = template.Library()

# The side on which the ring opens tells the groups apart without colour.
RINGS: Final = {
    "industry": "ring-industry",
    "policy": "ring-policy",
    "academia": "ring-academia",
    "civil-society": "ring-civil",
}
OPENINGS: Final = {
    "industry": "M44.6 17.7A21.5 21.5 0 1 1 30.3 3.4",
    "policy": "M17.7 3.4A21.5 21.5 0 1 1 3.4 17.7",
    "academia": "M3.4 30.3A21.5 21.5 0 1 1 17.7 44.6",
    "civil-society": "M30.3 44.6A21.5 21.5 0 1 1 44.6 30.3",
}
# A group that only reports name, or none at all, has a ring without a gap.
CLOSED: Final = "M24 2.5a21.5 21.5 0 1 1 0 43a21.5 21.5 0 1 1 0-43z"


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, css: str = "") -> SafeString:
    """Return one sign of the sprite, hidden from screen readers: the words beside it speak."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"icon {css}".strip(),
        address("img/icons.svg"),
        name,
    )


@register.simple_tag
def cover(key: str, kind: str = "page", title: str = "", shape: str = "card") -> SafeString:
    """Return a cover drawn from the title, the same every time; `shape` is "card" or "wide"."""
    return cover_svg(str(key), kind=kind, title=str(title or key), shape=shape)


@register.simple_tag
def avatar(name: str, group: str = "") -> SafeString:
    """Return initials inside a ring that opens to the side of the stakeholder group."""
    return format_html(
        '<span class="avatar {}" aria-hidden="true"><svg viewBox="0 0 48 48"><path fill="none"'
        ' stroke="currentColor" stroke-width="3.5" d="{}"/></svg>{}</span>',
        group,
        OPENINGS.get(group, CLOSED),
        initials(name),
    )


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, in capitals.

    What stands in brackets is a remark about the name and no part of it.
    """
    words = re.findall(r"[^\W\d_]+", re.sub(r"\(.*?\)", "", str(name or "")))
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "?"


@register.filter
def breakable(email: str) -> SafeString:
    """Return an e-mail address that breaks behind its @ and before its dots, not within a word."""
    name, at, host = str(email or "").rpartition("@")
    # Only an empty element of our own.
    dotted = format_html_join(mark_safe("<wbr>."), "{}", ((part,) for part in host.split(".")))
    return format_html("{}{}<wbr>{}", name, at, dotted) if at else dotted


@register.filter
def ring_of(group: str) -> str:
    """Return the name of the icon that stands for a stakeholder group."""
    return RINGS.get(str(group), "ring-closed")


@register.simple_tag
def marks(stages: Any) -> SafeString:
    """Return six rings in a row, those of the given stages (numbers from 1 to 6) filled."""
    return _rings(frozenset(int(stage) for stage in stages or ()))


@lru_cache(maxsize=64)
def _rings(stages: frozenset[int]) -> SafeString:
    rings = (
        f'<circle cx="{7 + 13 * place}" cy="7" r="5"{on}/>'
        for place in range(6)
        for on in [' class="on"' if place + 1 in stages else ""]
    )
    # Only numbers that were computed here.
    return mark_safe(f'<svg viewBox="0 0 79 14" aria-hidden="true">{"".join(rings)}</svg>')


@register.simple_tag
def address(path: str) -> str:
    """Return the address of a static file, also when the manifest of hashed names is missing.

    The page that says "our fault" must not fail for the same reason as the page it replaces.
    """
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def site_name() -> str:
    """Return the name of this installation, without asking the database for the site's identity."""
    return str(settings.WAGTAIL_SITE_NAME)


@register.filter
def is_checkbox(field: Any) -> bool:
    """Return whether a bound field is one box to tick."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def is_select(field: Any) -> bool:
    """Return whether a bound field is a list to choose one from."""
    widget = field.field.widget
    return getattr(widget, "input_type", "") == "select" and not widget.allow_multiple_selected
