"""The card in templates: what is the same as before is not drawn again."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pages.cards import Card
from pages.templatetags.pages_tags import pictures
from search.cards import Made, Named

register = template.Library()

# Each takes about two kilobytes; the cards of a large site in five languages.
MOST: Final = 2000


@dataclass(frozen=True)
class Ready:
    """The pictures of one cover that exist, by format; they answer as an image does."""

    made: tuple[tuple[str, Made], ...]

    def existing_pictures(self, _size: str) -> dict[str, Made]:
        """Return by format what exists of the size of a card."""
        return dict(self.made)


@register.simple_tag(takes_context=True)
def card(
    context: template.Context,
    card: Any,
    *,
    lying: bool = False,
    plain: bool = False,
    feature: bool = False,
) -> SafeString:
    """Return components/card.html for a card; its parameters are told there.

    It is remembered by all that it shows, so nothing has to be flushed: a card with another word,
    picture or language is another card.
    """
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(_by_value(context, card, plain), str(get_language()), lying, plain, feature)


@lru_cache(MOST)
def _draw(card: Card, _language: str, lying: bool, plain: bool, feature: bool) -> SafeString:
    shown = {"card": card, "lying": lying, "plain": plain, "feature": feature}
    return render_to_string("components/card.html", shown)


def _by_value(context: template.Context, card: Any, plain: bool) -> Card:
    """Return the same card with nothing in it but values: no rows of the database."""
    made = {} if plain else pictures(context, card.image, "card")
    return Card(
        title=str(card.title),
        url=card.url,
        text=str(card.text),
        kicker=str(card.kicker),
        meta=tuple(str(fact) for fact in card.meta),
        kind=card.kind,
        cover_key=card.key,
        image=Ready(tuple((name, _values(one)) for name, one in made.items())) if made else None,
        groups=tuple(Named(group.code, str(group.label)) for group in card.groups),
        stages=tuple(card.stages),
        stage_text=str(card.stage_text),
        is_example=card.is_example,
    )


def _values(picture: Any) -> Made:
    return Made(picture.url, picture.width, picture.height)
