"""A mail and its way to the recipient, and the addresses that get none."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from outbox.sealing import sealed_address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class State(models.TextChoices):
    """Where a mail stands.

    ::

        queued ──> claimed ──> sending ──> accepted | refused | unknown
          │ ^         │           │
          │ └─────────┴───────────┘  lease ran out before the wire; or the server said "later"
          └──> skipped

    Only ``sending`` can become ``unknown``, because only then may the server have the mail.
    """

    QUEUED = "queued", _("Queued")
    CLAIMED = "claimed", _("Taken by a worker")
    SENDING = "sending", _("Being sent")
    ACCEPTED = "accepted", _("Accepted by the mail server")
    REFUSED = "refused", _("Refused")
    UNKNOWN = "unknown", _("Outcome unknown")
    SKIPPED = "skipped", _("Not sent")


# An unknown mail counts as unfinished: what follows it on the same topic waits until staff have
# decided, so that a cancellation can never arrive before (or instead of) its invitation.
UNFINISHED = (State.QUEUED, State.CLAIMED, State.SENDING, State.UNKNOWN)


class MessageQuerySet(models.QuerySet["Message"]):
    """The sets of mails that have a name."""

    def with_state(self, *states: State) -> MessageQuerySet:
        """Return the mails in one of ``states``."""
        return self.filter(state__in=states)

    def before(self, message: Message) -> MessageQuerySet:
        """Return the unfinished mails that ``message`` has to wait for, oldest first."""
        if not message.topic:
            return self.none()
        return (
            self.with_state(*UNFINISHED)
            .filter(to_address=message.to_address, topic=message.topic, pk__lt=message.pk)
            .order_by("pk")
        )

    def claimable(self, now: datetime) -> MessageQuerySet:
        """Return the mails that are due and that no older mail of their topic holds back."""
        older = Message.objects.with_state(*UNFINISHED).filter(
            to_address=OuterRef("to_address"), topic=OuterRef("topic"), pk__lt=OuterRef("pk")
        )
        return (
            self.with_state(State.QUEUED)
            .filter(Q(topic="") | ~Exists(older), due_at__lte=now)
            .order_by("due_at", "pk")
        )

    def overdue(self, now: datetime, state: State) -> MessageQuerySet:
        """Return the mails in ``state`` whose worker has let its lease run out."""
        return self.filter(state=state, claimed_until__lt=now)


class Message(models.Model):
    """One transactional mail to one person, complete as it was when it was posted."""

    uuid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=120, help_text=_("The template that it was made from.")
    )
    topic = models.CharField(
        _("topic"),
        max_length=200,
        blank=True,
        help_text=_("Mails to one address on one topic go out in the order they were posted."),
    )
    to_address = models.CharField(_("to"), max_length=320)
    to_name = models.CharField(_("name"), max_length=200, blank=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    is_for_account = models.BooleanField(
        _("is for an account"),
        default=False,
        help_text=_("Posted to a member; not sent once that account is closed or erased."),
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    sender = models.CharField(_("from"), max_length=320)
    reply_to = models.CharField(_("reply to"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=400)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.BinaryField(_("calendar part"), null=True, blank=True)
    calendar_method = models.CharField(_("calendar method"), max_length=20, blank=True)
    headers = models.JSONField(_("further headers"), default=dict, blank=True)
    message_id = models.CharField(_("message identifier"), max_length=320, unique=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    reason = models.TextField(_("why"), blank=True)
    server_reply = models.TextField(_("answer of the mail server"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("posted"))
    due_at = models.DateTimeField(_("not before"))
    sent_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    claimed_by = models.UUIDField(_("claim"), null=True, blank=True)
    claimed_until = models.DateTimeField(_("claim ends"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("body forgotten"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        """The newest mail is read first."""

        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                "due_at", "id", name="outbox_queued", condition=Q(state=State.QUEUED.value)
            ),
            models.Index(
                "to_address",
                "topic",
                "id",
                name="outbox_unfinished",
                condition=Q(state__in=[state.value for state in UNFINISHED]),
            ),
            models.Index("created_at", name="outbox_created"),
        )

    def __str__(self) -> str:
        """Return the subject; the address stays out of Wagtail's log, which keeps this."""
        return self.subject

    @property
    def is_waiting(self) -> bool:
        """Whether it is queued."""
        return self.state == State.QUEUED

    @property
    def is_undecided(self) -> bool:
        """Whether staff have to decide what became of it."""
        return self.state == State.UNKNOWN

    @property
    def can_be_sent_again(self) -> bool:
        """Whether staff may queue it once more."""
        return not self.forgotten_at and self.state in {
            State.UNKNOWN,
            State.REFUSED,
            State.SKIPPED,
        }

    @property
    def is_private(self) -> bool:
        """Whether its body holds something that opens an account, such as a sign-in code."""
        return self.kind.startswith(tuple(settings.OUTBOX_PRIVATE_KINDS))


SUPPRESSED: Final = "suppressed"  # scope of what processes keep in memory of the list


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """The sets of suppressed addresses that have a name."""

    def of(self, address: str) -> SuppressionQuerySet:
        """Return the entry of an address, also where its owner was erased and a hash is left."""
        return self.filter(Q(address__iexact=address) | Q(address=sealed_address(address)))

    def among(self, addresses: Sequence[str]) -> frozenset[str]:
        """Return which of these addresses have an entry; one query."""
        sought = {key: one for one in addresses for key in (one.lower(), sealed_address(one))}
        found = self.alias(small=Lower("address")).filter(small__in=sought)
        known = {address.lower() for address in found.values_list("address", flat=True)}
        return frozenset(one for one in addresses if known & {one.lower(), sealed_address(one)})


class Suppression(models.Model):
    """An address that gets no mail: it does not exist, or its owner complained."""

    address = models.EmailField(_("address"), max_length=320)
    reason = models.CharField(_("why"), max_length=200)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        """One row for each address, whatever its capitals."""

        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ("address",)
        constraints = (
            models.UniqueConstraint(
                Lower("address"),
                name="outbox_suppressed_once",
                violation_error_message=_("This address is on the list already."),
            ),
        )

    def __str__(self) -> str:
        """Return the address."""
        return self.address
