"""The heart of the background work: when a worker last proved that it is alive."""

from django.db import models


class Heartbeat(models.Model):
    """One row: the moment when scheduler, broker and worker last worked together."""

    name = models.CharField(max_length=50, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.seen_at:%Y-%m-%d %H:%M:%S}"
