"""What happens to accounts by night."""

from datetime import timedelta
from typing import Final

from celery import shared_task

from community.members import actions

UNCONFIRMED_DAYS: Final = 7


@shared_task(ignore_result=True)
def erase_unconfirmed() -> int:
    """Erase accounts whose address nobody proved within a week; return how many."""
    return actions.erase_unconfirmed(older_than=timedelta(days=UNCONFIRMED_DAYS))


@shared_task(ignore_result=True)
def recount_trust() -> int:
    """Let affiliations follow addresses, then give everybody the level they have earned."""
    actions.recheck_affiliations()
    return actions.recount_trust()
