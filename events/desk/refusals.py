"""Why the desk does not do what it was asked; each says it in words for the organisers."""

from django.utils.translation import gettext_lazy as _

from events.refusals import Refusal


class NotPossible(Refusal):
    """What was asked cannot be done; the message comes with it."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class BegunAlready(Refusal):
    """Another tab, or an earlier press of the button, has begun it."""

    message = _("This has been begun already, perhaps in another tab.")
