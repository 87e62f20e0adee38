"""Counts what the hammer left: seats sold twice, people twice in one event, answers that were lost.

A piece of the benchmark `registrations`. Everything is plain SQL, so that no fault of the room's
own queries can hide one.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TAKEN = """
SELECT e.page_ptr_id, e.capacity, count(r.id) FROM events_eventpage e
JOIN events_registration r ON r.event_id = e.page_ptr_id AND (
    r.state IN ('confirmed', 'attended', 'no-show')
    OR r.expires_at > clock_timestamp()
    AND (r.state = 'offered' OR r.state = 'pending' AND r.keeps_seat))
WHERE e.capacity IS NOT NULL
GROUP BY 1, 2 HAVING count(r.id) > e.capacity
"""
ACTIVE = "state NOT IN ('cancelled', 'declined', 'expired')"
TWICE = f"""
SELECT event_id, lower(email), count(*) FROM events_registration WHERE {ACTIVE}
GROUP BY 1, 2 HAVING count(*) > 1
UNION ALL
SELECT event_id, user_id::text, count(*) FROM events_registration
WHERE {ACTIVE} AND user_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1
"""
# A member who takes over what a guest had confirmed, or staff had entered, is sent the invitation
# once more.
LETTERS = """
SELECT r.id, count(DISTINCT m.id) AS letters, bool_or(s.after = 'confirmed') AS was_sure,
    r.user_id IS NOT NULL AND bool_or(s.before = '' AND (s.after = 'pending' OR s.actor = 'staff'))
        AS was_adopted
FROM events_registration r
JOIN events_registrationstep s ON s.registration_id = r.id
LEFT JOIN outbox_message m ON m.topic = 'registration-' || r.uid
    AND m.kind = 'events/registration_confirmed'
GROUP BY r.id
"""
LOG = """
SELECT r.id, r.state, array_agg(s.before::text ORDER BY s.id),
    array_agg(s.after::text ORDER BY s.id)
FROM events_registration r LEFT JOIN events_registrationstep s ON s.registration_id = r.id
GROUP BY r.id
"""
ASKED = """
SELECT r.id FROM events_registration r
JOIN events_registrationstep s ON s.registration_id = r.id AND s.before = '' AND s.after = 'pending'
WHERE NOT EXISTS (
    SELECT 1 FROM outbox_message m WHERE m.topic = 'registration-' || r.uid
    AND m.kind IN ('events/guest_confirm', 'events/address_confirm'))
"""


def watch(database: dict[str, Any], ended: Any, answers: Any) -> None:
    """Look again and again, each time at one moment of the database; tell what was wrong."""
    import psycopg

    looks, oversold, twice = 0, [], []
    with psycopg.connect(**database, autocommit=True) as connection:
        while not ended.is_set():
            with connection.transaction():
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                oversold += connection.execute(TAKEN).fetchall()
                twice += connection.execute(TWICE).fetchall()
            looks += 1
            time.sleep(0.01)
    answers.put((looks, oversold, twice))


def count(journals: Iterable[Path]) -> dict[str, Any]:
    """Return what is wrong in the database, and with what the processes had been answered."""
    from django.db import connection

    with connection.cursor() as cursor:

        def ask(statement: str) -> list[tuple[Any, ...]]:
            cursor.execute(statement)
            return cursor.fetchall()

        over, twice, without_mail = ask(TAKEN), ask(TWICE), ask(ASKED)
        letters, log = ask(LETTERS), ask(LOG)
    many = [row for row in letters if row[1] > (2 if row[3] else 1) or (row[1] and not row[2])]
    none = [row for row in letters if row[2] and not row[1]]
    broken = [row for row in log if not _follows(row)]
    reached = {key: set(after) for key, _state, _before, after in log}
    answered, lost = _lost(journals, reached)
    return {
        "oversold": over,
        "duplicated": twice + many,
        "lost": lost + none + broken + without_mail,
        **answered,
    }


def _follows(row: tuple[Any, ...]) -> bool:
    """Return whether the log of a registration is one way from nothing to its state."""
    from events.steps import AFTER

    _key, state, before, after = row
    if before[0] != "" or after[-1] != state or before[1:] != after[:-1]:
        return False
    return all(to in AFTER[start] for start, to in zip(before, after, strict=True))


def _lost(
    journals: Iterable[Path], reached: dict[int, set[str]]
) -> tuple[dict[str, Any], list[Any]]:
    """Return what was answered how often, and the promises of which nothing is known."""
    begun: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    lost = []
    for line in lines(journals):
        if "begun" in line:
            begun[line["deed"]] += 1
            continue
        ended[line.get("refused", "ok")] += 1
        for key, state in line.get("ok", ()):
            if state not in reached.get(key, ()):
                lost.append((key, state, line["deed"]))
    answered = {
        "attempts": sum(begun.values()),
        "unanswered": sum(begun.values()) - sum(ended.values()),
    }
    return answered | {"deeds": dict(begun), "answers": dict(ended)}, lost


def lines(journals: Iterable[Path]) -> Iterable[dict[str, Any]]:
    """Yield the lines of the journals; one that a kill cut in two was never on the disk."""
    for journal in journals:
        for line in journal.read_bytes().split(b"\n"):
            try:
                yield json.loads(line)
            except ValueError:
                continue
