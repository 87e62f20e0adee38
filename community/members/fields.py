"""Form fields for what people write about themselves, and lists to choose from."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from community.members.texts import LONGEST_FACTOR, plain_line, plain_text

# The official languages of the Union (Regulation No 1, Article 1), then others of its neighbours
# and of many who live in it.
SPOKEN: Final = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt"),
    *("lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "ar", "ca", "eu", "gl", "he", "hi"),
    *("is", "ja", "ka", "ko", "lb", "mk", "nb", "ru", "sq", "sr", "tr", "uk", "ur", "vi", "zh"),
)
OWN_NAMES: Final = {"eu": "euskara", "mt": "Malti", "zh": "中文"}  # that Django does not know
NO_PATH: Final = re.compile(r"[\s\\<>\"'`{}|^]")


class LineField(forms.CharField):
    """One line as people see it: composed, without unseen signs; no address, no markup."""

    def to_python(self, value: Any) -> str:
        """Return the line; what is far too long is refused unread."""
        return _read(self, plain_line, super().to_python(value))


class ProseField(forms.CharField):
    """A longer text, composed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text; what is far too long is refused unread."""
        return _read(self, plain_text, super().to_python(value))


class WebField(forms.CharField):
    """An address of the web, by https; nobody here ever opens it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=300, **options)

    def clean(self, value: Any) -> str:
        """Return the address with its scheme.

        Raises:
            ValidationError: it is none, or it carries a name and a password.
        """
        typed = str(super().clean(value) or "")
        if not typed:
            return ""
        address = typed if "://" in typed else f"https://{typed}"
        problem = ValidationError(_("Write an address that begins with https://"), code="address")
        host = address.partition("://")[2].partition("/")[0]
        if NO_PATH.search(address) or "@" in host or not address.isprintable():
            raise problem
        try:
            URLValidator(schemes=["https"])(address)
        except ValidationError as error:
            raise problem from error
        return address


def _read(field: forms.CharField, reader: Callable[[str], str], typed: str | None) -> str:
    value = typed or ""
    most = field.max_length or 0
    if len(value) > most * LONGEST_FACTOR:
        message = _("Ensure this value has at most %(most)s characters.")
        raise ValidationError(message, code="max_length", params={"most": most})
    return reader(value)


@cache
def _codes() -> tuple[tuple[str, str], ...]:
    """Return the code that is stored for each language, and the name it has in itself."""
    return tuple(
        (code, OWN_NAMES.get(code) or get_language_info(code)["name_local"]) for code in SPOKEN
    )


def spoken_languages() -> list[tuple[str, str]]:
    """Return the languages to choose from, each by its own name, by ISO 639-1 code."""
    return sorted(_codes(), key=lambda pair: pair[1].casefold())


def names_of(codes: list[str]) -> list[tuple[str, str]]:
    """Return codes with the names of the languages, in the order of the codes."""
    known = dict(_codes())
    return [(code, known.get(code, code)) for code in codes]
