"""The facets of a list as HTML: there may be hundreds of values, so that no template is asked."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe

from search.results import Choice

register = template.Library()


@register.simple_tag
def boxes(choices: Iterable[Choice]) -> SafeString:
    """Return a box for each value of a facet, with how many results it would bring."""
    return mark_safe("\n".join(map(_box, choices)))  # each part is escaped below


def _box(choice: Choice) -> str:
    value, label = escape(choice.value), escape(str(choice.label))
    group = f" {value}" if choice.facet == "group" else ""
    checked = " checked" if choice.is_chosen else ""
    count = number_format(choice.count) if choice.count > 999 else choice.count
    return (
        f'<label class="choice{group}"><input type="checkbox" name="{escape(choice.facet)}"'
        f' value="{value}"{checked}><span>{label}</span>'
        f'<data value="{choice.count}">{count}{"+" if choice.is_partial else ""}</data></label>'
    )
