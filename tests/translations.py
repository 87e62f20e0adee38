"""Checks every catalogue: whole, certain, with the placeholders of the original, and compiled."""

import sys
from pathlib import Path

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
    faults = []
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(forms):
            faults.append(f"{language}: not translated: {message.id!r}")
        elif message.fuzzy:
            faults.append(f"{language}: uncertain: {message.id!r}")
        elif message.python_format:
            try:
                python_format(catalog, message)
            except Exception as error:
                faults.append(f"{language}: {error}: {message.id!r}")
    compiled = file.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime:
        faults.append(f"{language}: not compiled: run make run, test or check")
    return faults


def main() -> int:
    """Print the faults of all catalogues and return the exit code."""
    faults = [fault for language in LANGUAGES for fault in faults_of(language)]
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
