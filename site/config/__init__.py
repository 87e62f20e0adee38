"""The roof: settings, addresses, workers and the launcher that join the rooms."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
