"""Which text search configuration reads which language."""

from typing import Final

CONFIGURATIONS: Final[dict[str, str]] = {
    "en": "search_english",
    "fr": "search_french",
    "de": "search_german",
    "es": "search_spanish",
    "it": "search_italian",
}
SIMPLE: Final = "search_simple"  # no stemming: every other language, and names


def base_of(language: str) -> str:
    """Return the language without its country: "fr" for "fr-be"."""
    return language.partition("-")[0].lower()


def configuration_of(language: str) -> str:
    """Return the configuration with which texts of this language are read."""
    return CONFIGURATIONS.get(base_of(language), SIMPLE)
