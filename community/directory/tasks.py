"""Work beside the requests: everybody by night, letters to be forgotten."""

from celery import shared_task

from community.directory import actions


@shared_task(ignore_result=True)
def rebuild() -> int:
    """Read everybody anew; return how many people and organisations there were."""
    done = actions.rebuild()
    return done.people + done.organisations


@shared_task(ignore_result=True)
def forget_letters() -> int:
    """Delete old letters that nobody complained about; return how many."""
    return actions.forget_letters()
