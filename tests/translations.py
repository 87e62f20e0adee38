"""Checks every catalogue: whole, certain, with the placeholders of the original, and compiled."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.checkers import python_format
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "site" / "config" / "locale"
LANGUAGES = ("de", "es", "fr", "it")


def faults_of(language: str) -> list[str]:
    """Return what is wrong with one catalogue, a line each."""
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not file.exists():
        return [f"{language}: no catalogue"]
    with file.open("rb") as stream:
        catalog = read_po(stream, locale=language)
    faults = [
        f"{language}: {fault}: {message.id!r}"
        for message in catalog
        if message.id and (fault := fault_of(catalog, message))
    ]
    compiled = file.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime:
        faults.append(f"{language}: not compiled: run make run, test or check")
    return faults


def fault_of(catalog: Catalog, message: Message) -> str:
    """Return why one translation cannot be used; empty when it can."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(forms):
        return "not translated"
    if message.fuzzy:
        return "uncertain"
    if message.python_format:
        try:
            python_format(catalog, message)
        except TranslationError as error:
            return str(error)
    return ""


def main() -> int:
    """Print the faults of all catalogues and return the exit code."""
    faults = [fault for language in LANGUAGES for fault in faults_of(language)]
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
