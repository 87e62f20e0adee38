"""The Celery application: it only wakes workers, PostgreSQL holds the truth."""

import os

from celery import Celery
from celery.signals import setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("inspire")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_django_logging(**_: object) -> None:
    """Leave logging as Django configured it: a connected receiver keeps Celery off."""


@worker_ready.connect
def show_life(**_: object) -> None:
    """Let `/readyz` see the worker at once, not when the scheduler first asks."""
    app.send_task("config.tasks.beat_heart")
