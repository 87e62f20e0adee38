"""What is counted and forgotten in the background; each may run twice or never at any time."""

from datetime import date

from celery import shared_task

from dissemination_metrics import actions
from dissemination_metrics.days import days_between, local_today
from dissemination_metrics.rollups import days_due, recount_day


@shared_task
def recount_due() -> None:
    """Count today so far, and every day that has ended since it was counted last."""
    for day in days_due(local_today()):
        recount_day(day)


@shared_task
def recount_days(first: str, last: str) -> None:
    """Count the days of a period (ISO 8601 dates, both included) again."""
    for day in days_between(date.fromisoformat(first), date.fromisoformat(last)):
        recount_day(day)


@shared_task
def forget() -> None:
    """Destroy salts and drop hits whose time is over."""
    actions.forget(today=local_today())
