"""Sends the background tasks of Wagtail (`django_tasks`) to Celery, after commit."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from celery.exceptions import OperationalError
from django.db import transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json
from kombu.exceptions import OperationalError as BrokerError

from config.tasks import run_task, run_tasks

PARCEL: Final = 50  # tasks; a worker does them in a few seconds
Call = tuple[str, list[Any], dict[str, Any]]
_gathered: ContextVar[dict[str, Call] | None] = ContextVar("gathered", default=None)

logger = logging.getLogger(__name__)


@contextmanager
def gathered() -> Iterator[None]:
    """Send the tasks of a deed that touches hundreds of rows in parcels, each task once.

    One by one they would keep a worker from all else for minutes: each saving of the same page asks
    for the same again. Nothing is sent when the deed fails.
    """
    calls: dict[str, Call] = {}
    before = _gathered.set(calls)
    try:
        yield
    finally:
        _gathered.reset(before)
    waiting = list(calls.values())
    for start in range(0, len(waiting), PARCEL):
        parcel = waiting[start : start + PARCEL]
        transaction.on_commit(lambda parcel=parcel: _send(run_tasks, parcel))  # type: ignore[misc]


def _send(task: Any, *arguments: Any) -> None:
    try:
        task.delay(*arguments)
    except (OperationalError, BrokerError, OSError):
        logger.exception("The broker took no task", extra={"task": task.name})


class CeleryBackend(BaseTaskBackend):
    """Hands a task over once the surrounding transaction is committed.

    Wagtail's tasks refresh indexes that the next save refreshes again, so a broker that is away
    costs a log line, never an editor's page.
    """

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Queue the task after commit and return its (unfinished) result.

        Raises:
            InvalidTaskError: the task cannot run here.
        """
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=normalize_json(list(args)),
            kwargs=normalize_json(dict(kwargs)),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        call: Call = (task.module_path, result.args, result.kwargs)
        calls = _gathered.get()
        if calls is None:
            transaction.on_commit(lambda: _send(run_task, *call))
        else:
            calls[json.dumps(call)] = call
        return result
