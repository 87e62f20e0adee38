"""Seals the secrets of second factors under the newest key, so that an old key may go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.identity.actions import seal_all_again
from community.identity.keyring import InvalidToken


class Command(BaseCommand):
    """django-admin seal_second_factors_again."""

    help = "Seal the secrets of second factors under the newest of MFA_KEYS, or of SECRET_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there were; fail, changing nothing, when the key of one is missing."""
        try:
            count = seal_all_again()
        except InvalidToken as error:
            raise CommandError("The key of a second factor is not in the ring.") from error
        self.stdout.write(f"{count} sealed under the newest key")
