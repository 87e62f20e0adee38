"""`manage.py prepare`: what an operator runs after each installation or upgrade."""

from typing import Any

from django.core.management.base import BaseCommand

from config.launch.prepare import prepare


class Command(BaseCommand):
    """Applies migrations, loads the vocabularies and sets the site's address."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, telling each step."""
        prepare(say=self.stdout.write)
        self.stdout.write(self.style.SUCCESS("The database is up to date."))
