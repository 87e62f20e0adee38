"""The command that loads the vocabulary files after a migration or an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vocabulary.actions import load_vocabularies
from vocabulary.datafiles import BrokenVocabulary


class Command(BaseCommand):
    """Load every vocabulary; harmless to repeat."""

    help = "Bring the controlled vocabularies in line with their files."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the load and print one line; a broken file ends the command with its faults."""
        try:
            loaded = load_vocabularies()
        except BrokenVocabulary as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Vocabularies: {loaded.created} terms created, {loaded.changed} changed,"
            f" {loaded.retired} retired."
        )
