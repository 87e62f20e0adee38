"""The mails of this room. They go to the address: a closed account would get none."""

from typing import Any

from django.urls import reverse

from community.members.models import User, mail_language
from outbox.actions import post
from outbox.models import Message
from outbox.rendering import absolute_url
from pages.templatetags.mail_tags import identity


def write_to(
    user: User, template: str, *, to: str = "", reply_to: str = "", **context: Any
) -> Message:
    """Post one mail to a member, or to an address that was theirs, and return it.

    It is no mail for the account, or it would not reach somebody whose account is closed.
    """
    return post(
        to=to or user.email,
        template=f"stewards/email/{template}",
        context={
            "name": user.name,
            "sign_in_url": absolute_url(reverse("account_login")),
            **context,
        },
        language=mail_language(user),
        topic=f"account-{user.pk}",
        reply_to=reply_to or contact_address(),
    )


def contact_address() -> str:
    """Return where objections go; empty where the site names no address."""
    return str(identity().contact_email)
