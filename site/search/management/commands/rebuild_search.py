"""Rebuilds the index of the search while it goes on answering."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.actions import BATCH, rebuild
from search.registry import sources


class Command(BaseCommand):
    """Compare the index with everything there is."""

    help = "Rebuild the search index; it goes on answering meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the sources, and how many threads work."""
        parser.add_argument("sources", nargs="*", help="only these sources; all unless given")
        parser.add_argument("--jobs", type=int, default=2, help="threads, each with a connection")
        parser.add_argument("--batch", type=int, default=BATCH, help="objects read at once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say what was done, and how fast.

        Raises:
            CommandError: a source does not exist, or a number is below one.
        """
        unknown = sorted(set(options["sources"]) - set(sources()))
        if unknown:
            message = f"There is no source {', '.join(unknown)}; there are: {', '.join(sources())}"
            raise CommandError(message)
        if min(options["jobs"], options["batch"]) < 1:
            raise CommandError("--jobs and --batch are at least 1")
        done = rebuild(
            names=options["sources"] or None, batch=options["batch"], jobs=options["jobs"]
        )
        speed = done.read / done.seconds if done.seconds else 0
        self.stdout.write(
            f"{done.read} read, {done.changed} written, {done.removed} removed"
            f" in {done.seconds:.1f} s ({speed:.0f} a second)"
        )
