"""Reads the vocabulary files and says exactly what is wrong with a broken one."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from vocabulary.models import CODE, FALLBACK_LANGUAGE
from vocabulary.schemes import Scheme

FOLDER = Path(__file__).parent / "data"
FILE_KEYS = {"scheme", "version", "source", "terms"}
TERM_KEYS = {"code", "parent", "labels", "texts", "data"}

Labels = dict[str, str]


class BrokenVocabulary(Exception):
    """One or more vocabulary files cannot be used; ``faults`` has one line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the faults, each naming file and line or term."""
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class Entry:
    """One term as its file says it."""

    scheme: str
    code: str
    order: int
    parent: str
    labels: Labels
    texts: dict[str, Labels] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def sort_keys(self) -> Labels:
        """The labels folded for sorting, by language code."""
        return {language: sort_key(label) for language, label in self.labels.items()}


def sort_key(label: str) -> str:
    """Return ``label`` without accents and capitals, so that Åland stands among the As."""
    letters = unicodedata.normalize("NFKD", label)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def read_all(folder: Path) -> list[Entry]:
    """Return the entries of every scheme's file in ``folder``; raise ``BrokenVocabulary``."""
    entries: list[Entry] = []
    faults: list[str] = []
    for scheme in Scheme:
        found, wrong = read_file(folder / f"{scheme.value}.json", scheme)
        entries += found
        faults += wrong
    if faults:
        raise BrokenVocabulary(faults)
    return entries


def read_file(path: Path, scheme: Scheme) -> tuple[list[Entry], list[str]]:
    """Return the entries of one file and its faults; entries count only when there are none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], [f"{path.name}: the file is missing."]
    except UnicodeDecodeError as error:
        return [], [f"{path.name}, byte {error.start}: not UTF-8."]
    except json.JSONDecodeError as error:
        return [], [f"{path.name}, line {error.lineno}: not valid JSON ({error.msg})."]
    faults = [f"{path.name}: {fault}" for fault in _file_faults(content, scheme)]
    if faults:
        return [], faults
    return _read_terms(content["terms"], scheme, path.name)


def _file_faults(content: object, scheme: Scheme) -> list[str]:
    if not isinstance(content, dict) or set(content) != FILE_KEYS:
        return [f"expected an object with exactly {', '.join(sorted(FILE_KEYS))}."]
    faults = []
    if content["scheme"] != scheme.value:
        faults.append(f'"scheme" must be "{scheme.value}" like the name of the file.')
    faults += [
        f'"{key}" must be a text.' for key in ("version", "source") if not _is_text(content[key])
    ]
    if not isinstance(content["terms"], list) or not content["terms"]:
        faults.append('"terms" must be a list with at least one term.')
    return faults


def _read_terms(terms: list[Any], scheme: Scheme, name: str) -> tuple[list[Entry], list[str]]:
    entries: list[Entry] = []
    faults: list[str] = []
    seen: set[str] = set()
    for position, term in enumerate(terms, start=1):
        wrong = _term_faults(term, seen)
        faults += [f"{name}, term {position}{_named(term)}: {fault}" for fault in wrong]
        if wrong:
            continue
        seen.add(term["code"])
        entries.append(
            Entry(
                scheme=scheme.value,
                code=term["code"],
                order=position,
                parent=term.get("parent", ""),
                labels=term["labels"],
                texts=term.get("texts", {}),
                data=term.get("data", {}),
            )
        )
    return entries, faults


def _named(term: object) -> str:
    return f" ({term['code']!r})" if isinstance(term, dict) and "code" in term else ""


def _term_faults(term: object, seen: set[str]) -> list[str]:
    if not isinstance(term, dict):
        return ["expected an object."]
    faults = [f'unknown key "{key}".' for key in sorted(set(term) - TERM_KEYS)]
    code = term.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        faults.append('"code" must be 1 to 60 letters, digits, dots or hyphens.')
    elif code in seen:
        faults.append("the code occurs twice.")
    if "parent" in term and term["parent"] not in seen:
        faults.append(f"its parent {term['parent']!r} does not stand before it.")
    faults += _labels_faults("labels", term.get("labels"))
    faults += _texts_faults(term.get("texts", {}))
    if not isinstance(term.get("data", {}), dict):
        faults.append('"data" must be an object.')
    return faults


def _texts_faults(texts: object) -> list[str]:
    if not isinstance(texts, dict):
        return ['"texts" must be an object.']
    return [
        fault for name, labels in texts.items() for fault in _labels_faults(f"texts.{name}", labels)
    ]


def _labels_faults(name: str, labels: object) -> list[str]:
    if not isinstance(labels, dict) or not _is_text(labels.get(FALLBACK_LANGUAGE)):
        return [f'"{name}" must hold at least an English text ("{FALLBACK_LANGUAGE}").']
    languages = {code for code, _name in settings.LANGUAGES}
    faults = [
        f'"{name}" has the unknown language "{language}".'
        for language in sorted(set(labels) - languages)
    ]
    faults += [
        f'"{name}" has no text for "{language}".'
        for language, label in labels.items()
        if not _is_text(label)
    ]
    return faults


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
