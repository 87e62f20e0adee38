"""The one deed of this room: make the tables say what the vocabulary files say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from lane.generations import bump
from lane.showing import SITE
from vocabulary.datafiles import FOLDER, Entry, read_all
from vocabulary.known import SCOPE
from vocabulary.models import Term

if TYPE_CHECKING:
    from pathlib import Path

COPIED = ("order", "labels", "texts", "data", "sort_keys")
Identity = tuple[str, str]


@dataclass(frozen=True)
class Loaded:
    """How many terms a load created, changed and retired."""

    created: int
    changed: int
    retired: int


@transaction.atomic
def load_vocabularies(*, folder: Path = FOLDER) -> Loaded:
    """Bring all terms in line with the files in ``folder`` and return what had to be done.

    A second run writes nothing. Terms without an entry are retired; a retired term whose entry
    returns is current again. Raises ``vocabulary.datafiles.BrokenVocabulary`` before any write.
    """
    entries = read_all(folder)
    _keep_other_loads_waiting()
    terms: dict[Identity, Term] = {(term.scheme, term.code): term for term in Term.objects.all()}
    created = _create_missing(entries, terms)
    changed = [term for entry in entries if _apply(entry, term := _of(entry, terms), terms)]
    Term.objects.bulk_update(changed, [*COPIED, "parent", "is_retired"])
    retired = _retire(terms, {(entry.scheme, entry.code) for entry in entries})
    if changed or retired:
        bump(SITE, SCOPE)
    return Loaded(
        created=len(created),
        changed=len([term for term in changed if term.pk not in created]),
        retired=retired,
    )


def _keep_other_loads_waiting() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE vocabulary_term IN SHARE ROW EXCLUSIVE MODE")


def _create_missing(entries: list[Entry], terms: dict[Identity, Term]) -> set[int]:
    """Insert the new terms, still without parents, into table and dictionary; return their keys."""
    missing = [
        Term(
            scheme=entry.scheme,
            code=entry.code,
            **{name: getattr(entry, name) for name in COPIED},
        )
        for entry in entries
        if (entry.scheme, entry.code) not in terms
    ]
    if missing:
        Term.objects.bulk_create(missing)
    terms.update({(term.scheme, term.code): term for term in missing})
    return {term.pk for term in missing}


def _of(entry: Entry, terms: dict[Identity, Term]) -> Term:
    return terms[entry.scheme, entry.code]


def _apply(entry: Entry, term: Term, terms: dict[Identity, Term]) -> bool:
    """Copy the entry onto its term and return whether that changed anything."""
    parent = terms[entry.scheme, entry.parent] if entry.parent else None
    wanted = {
        **{name: getattr(entry, name) for name in COPIED},
        "parent_id": parent.pk if parent else None,
        "is_retired": False,
    }
    different = {name: value for name, value in wanted.items() if getattr(term, name) != value}
    for name, value in different.items():
        setattr(term, name, value)
    return bool(different)


def _retire(terms: dict[Identity, Term], kept: set[Identity]) -> int:
    gone = [term.pk for key, term in terms.items() if key not in kept and not term.is_retired]
    return Term.objects.filter(pk__in=gone).update(is_retired=True) if gone else 0
