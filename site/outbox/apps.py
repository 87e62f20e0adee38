"""Tells Django about the post room."""
from django.apps import AppConfig
class OutboxConfig(AppConfig):
    name = "outbox"
