"""What workers do for editorial life; each task may run twice or never without harm."""

from celery import shared_task

from editorial.actions import bundles, checking, linking, reviewing


@shared_task(ignore_result=True)
def publish_due_bundles() -> int:
    """Publish the bundles whose moment has come; each minute. Return how many."""
    return bundles.publish_due()


@shared_task(ignore_result=True)
def remind() -> int:
    """Remind of reviews that nobody answered and of pages to be read again; each hour."""
    return reviewing.remind_of_steps() + reviewing.remind_of_reviews()


@shared_task(queue="bulk", ignore_result=True)
def check_content() -> int:
    """Look at all public pages; each night."""
    return checking.check_all()


@shared_task(queue="bulk", ignore_result=True)
def check_links() -> int:
    """Check where all links lead; each night."""
    return linking.check_links()
