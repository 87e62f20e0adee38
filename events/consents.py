"""The words to which people agree when they register, with their version.

Change the version with the words, in whatever language.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

VERSION: Final = "2026-11"

GUEST: Final = _(
    "I agree that the organisers keep these answers to run the event, to write to me about it, and"
    " to report how many people came from which group. I can take this back at any time by"
    " cancelling my registration or writing to them."
)
BY_HAND: Final = _(
    "The person asked the organisers to be registered, and was told how the data are used."
)
