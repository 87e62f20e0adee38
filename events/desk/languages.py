"""In which language the worker writes down what somebody at a desk reads later."""

from typing import TYPE_CHECKING

from django.conf import settings

from community.members.models import mail_language

if TYPE_CHECKING:
    from community.members.models import User


def language_of(user: "User | None") -> str:
    """Return the language of a member of staff; that of the site when the account is gone."""
    return mail_language(user, settings.LANGUAGE_CODE) if user else settings.LANGUAGE_CODE
