"""Lets the rules of retention run, one after another, and notes what each forgot."""

import logging
import time
from typing import Final

from django.db import connection, transaction

from community.datarights.models import RetentionRun
from community.members.retention import RetentionRule, retention_rules

logger = logging.getLogger(__name__)
LOCK: Final = 0x52455441  # any constant: names our advisory locks among those of others


def keep_rules() -> int:
    """Run every rule and return how much was forgotten; a rule that fails keeps none from running.

    A rule that runs at this moment elsewhere is left out.
    """
    runs = [keep_rule(rule) for rule in retention_rules()]
    return sum(run.forgotten for run in runs if run)


@transaction.atomic
def keep_rule(rule: RetentionRule) -> RetentionRun | None:
    """Run one rule under its lock and return the note of it; None when it runs elsewhere."""
    if not _take_lock(rule.name):
        return None
    run, began = RetentionRun(rule=rule.name), time.monotonic()
    try:
        with transaction.atomic():
            run.forgotten = rule.run()
    except Exception as error:
        logger.exception("A rule of retention failed", extra={"rule": rule.name})
        run.error = type(error).__name__[:100]
    run.seconds = round(time.monotonic() - began, 3)
    run.save()
    return run


def _take_lock(name: str) -> bool:
    """Take the lock of a rule until the transaction ends; return whether it was free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK, name])
        return bool(cursor.fetchone()[0])
