"""`manage.py purge_lane`: let every kept page be made anew, on all machines."""

from typing import Any

from django.core.management.base import BaseCommand

from lane.generations import bump
from lane.showing import SITE


class Command(BaseCommand):
    """Bumps the scope that every page shows."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        bump(SITE)
        self.stdout.write(self.style.SUCCESS("Every page is made anew when it is next asked for."))
