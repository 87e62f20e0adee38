"""What happens to accounts by night."""

from celery import shared_task

from community.members import actions


@shared_task(ignore_result=True)
def recount_trust() -> int:
    """Let affiliations follow addresses, then give everybody the level they have earned."""
    actions.recheck_affiliations()
    return actions.recount_trust()
