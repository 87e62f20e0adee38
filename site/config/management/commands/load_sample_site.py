"""`manage.py load_sample_site`: people, pages, events, letters and figures to look at."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.sample import RealDataError, load_sample_site


class Command(BaseCommand):
    """Loads the sample site into an empty database; refuses any other."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it.

        Raises:
            CommandError: the database holds somebody's real data, or this is production.
        """
        try:
            load_sample_site()
        except RealDataError as error:
            raise CommandError(error) from None
        self.stdout.write(self.style.SUCCESS("The sample site is loaded."))
