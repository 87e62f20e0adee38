"""Work that is done beside the requests: the worksheets of tools that were published."""

import logging
from functools import partial
from typing import Any, Final

from celery import shared_task
from django.db import transaction
from kombu.exceptions import KombuError

from toolbox.worksheet_actions import due
from toolbox.worksheet_actions import make_worksheets as make
from typeset.engine import NotSet

log = logging.getLogger(__name__)

AT_ONCE: Final = 20


@shared_task(queue="bulk", ignore_result=True)
def make_worksheets(tool_id: int) -> bool:
    """Make the worksheets of one tool; return whether anything was written."""
    return make(tool_id=tool_id)


@shared_task(queue="bulk", ignore_result=True)
def make_missing_worksheets() -> int:
    """Make what a lost wake-up left unmade; return for how many tools it was tried."""
    keys = list(due().values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        try:
            make(tool_id=key)
        except NotSet:
            log.exception("The worksheets of tool %s were not made", key)
    return len(keys)


def wake_for_worksheets(*, instance: Any, **_: object) -> None:
    """Wake a worker, after the commit, for a tool that was published; hears of publications."""
    transaction.on_commit(partial(_wake, instance.pk))


def _wake(tool_id: int) -> None:
    """Ask for the worksheets of one tool; a broker that is away only delays them."""
    try:
        make_worksheets.apply_async((tool_id,), retry=False)
    except (OSError, KombuError):
        log.warning("No worker was woken for tool %s; the sweeper will make it.", tool_id)
