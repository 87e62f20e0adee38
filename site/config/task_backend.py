"""Sends the background tasks of Wagtail (`django_tasks`) to Celery, after commit."""

import logging
from typing import Any

from celery.exceptions import OperationalError
from django.db import transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json
from kombu.exceptions import OperationalError as BrokerError

from config.tasks import run_task

logger = logging.getLogger(__name__)


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
        transaction.on_commit(lambda: self._send(task.module_path, result))
        return result

    def _send(self, path: str, result: TaskResult[Any]) -> None:
        try:
            run_task.delay(path, result.args, result.kwargs)
        except (OperationalError, BrokerError, OSError):
            logger.exception("The broker took no task", extra={"task": path})
