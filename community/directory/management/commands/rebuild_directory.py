"""Rebuilds the directory while it goes on answering."""

from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from community.directory.actions import rebuild


class Command(BaseCommand):
    """Read all people and organisations anew."""

    help = "Rebuild the directory of people and organisations; it goes on answering meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say what was read, and how long it took."""
        began = perf_counter()
        done = rebuild()
        seconds = perf_counter() - began
        self.stdout.write(
            f"{done.people} people, {done.organisations} organisations in {seconds:.1f} s"
        )
