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
