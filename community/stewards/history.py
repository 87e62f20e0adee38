"""What the desk knows about one person: when they came, what they agreed to, mail, sign-ins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q, QuerySet

from community.members.models import Affiliation, ConsentRecord, User
from community.stewards.models import StewardAct, Suspension
from outbox.models import Message, State

LATEST = 50


class MailsOfPerson:
    """The mails to one person, to any of their addresses."""

    def __init__(self, user: User) -> None:
        further = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
        addresses = {user.email, *further}
        mine = Q(recipient=user) | Q(to_address__in=addresses)
        self.rows: QuerySet[Message] = Message.objects.filter(mine).defer("text", "html")

    def latest(self) -> QuerySet[Message]:
        """Return the newest ones."""
        return self.rows.order_by("-pk")[:LATEST]

    def stuck(self) -> QuerySet[Message]:
        """Return those that did not arrive and can be sent again; codes are asked for anew."""
        found = self.rows.filter(
            state__in=(State.REFUSED, State.SKIPPED, State.UNKNOWN), forgotten_at=None
        )
        for kind in settings.OUTBOX_PRIVATE_KINDS:
            found = found.exclude(kind__startswith=kind)
        return found


def mails_of(user: User) -> MailsOfPerson:
    """Return the mails to one person."""
    return MailsOfPerson(user)


@dataclass(frozen=True)
class SignIn:
    """One device on which somebody is signed in."""

    device: str
    since: datetime
    seen: datetime


@dataclass(frozen=True, kw_only=True)
class History:
    """All that a person's page at the desk tells."""

    addresses: list[EmailAddress]
    affiliation: Affiliation | None
    suspension: Suspension | None
    consents: list[ConsentRecord]
    mails: list[Message]
    acts: list[StewardAct]
    sign_ins: list[SignIn]

    @classmethod
    def of(cls, user: User) -> Self:
        """Return the history of one person; what is long, only the newest of it."""
        consents: Any = ConsentRecord.objects
        affiliations = Affiliation.objects.select_related("organisation", "confirmed_by")
        return cls(
            addresses=list(EmailAddress.objects.filter(user=user).order_by("-primary", "email")),
            affiliation=affiliations.filter(user=user).first(),
            suspension=Suspension.objects.filter(user=user, ended_at=None).first(),
            consents=list(consents.of_person(email=user.email, user=user)[:LATEST]),
            mails=list(mails_of(user).latest()),
            acts=list(StewardAct.objects.filter(whom=user).select_related("by")[:LATEST]),
            sign_ins=_sign_ins(user),
        )


def _sign_ins(user: User) -> list[SignIn]:
    """Return the devices; never their network addresses."""
    listed = UserSession.objects.filter(user=user).order_by("-last_seen_at")
    return [
        SignIn(device=row.user_agent[:120], since=row.created_at, seen=row.last_seen_at)
        for row in listed[:LATEST]
    ]
