"""Background work of the project as a whole."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from config.models import Heartbeat

logger = logging.getLogger(__name__)

WORKER = "worker"
FRESH = timedelta(minutes=1)


@shared_task
def beat_heart() -> None:
    """Note that scheduler, broker and worker are alive; `/readyz` looks at it."""
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"seen_at": timezone.now()})


@shared_task(queue="bulk")
def run_task(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run one of Wagtail's background tasks, named by its dotted path."""
    import_string(path).call(*args, **kwargs)


@shared_task(queue="bulk")
def run_tasks(calls: list[tuple[str, list[Any], dict[str, Any]]]) -> None:
    """Run several of them; what fails is logged and keeps none of the others from being run."""
    for path, args, kwargs in calls:
        try:
            run_task(path, args, kwargs)
        except Exception:
            logger.exception("A task failed", extra={"task": path})


@shared_task
def publish_scheduled() -> None:
    """Publish and expire the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


@shared_task
def refresh_index() -> None:
    """Index every page anew: what a lost broker kept from being found is found the next day."""
    call_command("update_index", verbosity=0)
