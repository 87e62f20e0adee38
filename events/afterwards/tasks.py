"""What workers do after events; each task may run twice or never without harm."""

from celery import shared_task

from events.afterwards import actions


@shared_task(ignore_result=True)
def ask_again() -> int:
    """Ask daily what came of meetings of some months ago; return how many people were asked."""
    return actions.ask_again(limit=500)


@shared_task(ignore_result=True)
def forget_texts() -> int:
    """Delete what people wrote in their own words to old surveys; return how many."""
    return actions.forget_texts()
