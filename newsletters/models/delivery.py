"""A delivery: one line of the ledger, one edition to one address, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from django.db import connection, models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletters.models.edition import Edition
from newsletters.models.subscription import Subscription, Suppression
from outbox.models import Suppression as DeadAddress
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

if TYPE_CHECKING:
    from datetime import datetime


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """The sets of deliveries that have a name."""

    def in_state(self, *states: str) -> Self:
        """Return the deliveries in one of `states`."""
        return self.filter(state__in=states)

    def claimable(self, now: datetime) -> Self:
        """Return those that are due and whose edition is not paused, in order."""
        return self.filter(
            state=Delivery.State.PENDING, due_at__lte=now, edition__is_paused=False
        ).order_by("due_at", "pk")

    def overdue(self, now: datetime, state: str) -> Self:
        """Return those in `state` whose worker has let its lease run out."""
        return self.filter(state=state, claimed_until__lt=now)

    def allowed(self) -> Self:
        """Return those that may leave this very moment: wanted, not suppressed, not paused."""
        dead = DeadAddress.objects.alias(low=Lower("address")).filter(low=Lower(OuterRef("email")))
        return self.filter(
            ~Exists(Suppression.objects.filter(fingerprint=OuterRef("fingerprint"))),
            ~Exists(dead),
            ~Q(email=""),
            edition__is_paused=False,
            subscription__state=Subscription.State.CONFIRMED,
        )

    def counts(self) -> dict[str, int]:
        """Return how many there are in each state, every state named (one query)."""
        found = dict(self.order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state, 0) for state in Delivery.State.values}

    def freeze(self, edition: Edition, audience: models.QuerySet[Subscription]) -> int:
        """Write one delivery for each of `audience` in one statement; return how many.

        Whoever has this issue already, in whatever language, is passed over by the database.
        """
        columns = _ledger_columns(edition)
        rows = audience.order_by("pk").values_list(*columns.values())
        sql, parameters = rows.query.sql_with_params()
        table = connection.ops.quote_name("newsletters_delivery")
        names = ", ".join(connection.ops.quote_name(name) for name in columns)
        with connection.cursor() as cursor:
            # Names come from the model, values go as parameters.
            cursor.execute(
                f"INSERT INTO {table} ({names}) {sql} ON CONFLICT DO NOTHING",
                parameters,
            )
            return int(cursor.rowcount)


class Delivery(models.Model):
    """One edition to one address.

    ::

        pending ──> claimed ──> sending ──> accepted | refused | unknown
          │ ^          │           │
          │ └──────────┴───────────┘  lease ran out before the wire; or the server said "later"
          └──> skipped

    Only ``sending`` can become ``unknown``, because only then may the server have the letter.
    """

    class State(models.TextChoices):
        """Where a delivery stands."""

        PENDING = "pending", _("Waits")
        CLAIMED = "claimed", _("Taken by a worker")
        SENDING = "sending", _("Being sent")
        ACCEPTED = "accepted", _("Accepted by the mail server")
        REFUSED = "refused", _("Refused")
        UNKNOWN = "unknown", _("Outcome unknown")
        SKIPPED = "skipped", _("Not sent")

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="deliveries"
    )
    issue_key = models.UUIDField(_("key of the issue"))
    subscription = models.ForeignKey(
        Subscription,
        verbose_name=_("subscription"),
        on_delete=models.SET_NULL,
        related_name="deliveries",
        null=True,
    )
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    stakeholder_group = term_field(
        Scheme.STAKEHOLDER_GROUP, null=True, verbose_name=_("stakeholder group")
    )
    token = models.UUIDField(_("key"), unique=True)
    message_id = models.CharField(_("message identifier"), max_length=320, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    reason = models.TextField(_("why"))
    server_reply = models.TextField(_("answer of the mail server"))
    attempts = models.PositiveSmallIntegerField(_("attempts"))
    due_at = models.DateTimeField(_("not before"))
    settled_at = models.DateTimeField(_("settled"), null=True)
    claimed_by = models.UUIDField(_("claim"), null=True)
    claimed_until = models.DateTimeField(_("claim ends"), null=True)

    objects: ClassVar[models.Manager[Delivery]] = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "subscription"], name="one_delivery_per_subscription"
            ),
            # Stronger than one per edition: nobody gets an issue twice in two languages.
            models.UniqueConstraint(
                fields=["issue_key", "fingerprint"], name="one_delivery_per_issue_and_address"
            ),
        ]
        indexes = [
            models.Index("due_at", "id", name="deliveries_waiting", condition=Q(state="pending")),
            models.Index(
                "claimed_until",
                name="deliveries_in_hand",
                condition=Q(state__in=["claimed", "sending"]),
            ),
            models.Index("edition", "state", name="deliveries_by_state"),
            models.Index("fingerprint", name="deliveries_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.get_state_display()}"


UNFINISHED: Final = (Delivery.State.PENDING, Delivery.State.CLAIMED, Delivery.State.SENDING)
HELD: Final = (Delivery.State.UNKNOWN, Delivery.State.REFUSED)


def _ledger_columns(edition: Edition) -> dict[str, Any]:
    """Return for each column of a new delivery what it is taken from."""
    host = edition.newsletter.list_id
    return {
        "edition_id": Value(edition.pk, models.BigIntegerField()),
        "issue_key": Value(edition.issue_key, models.UUIDField()),
        "subscription_id": F("pk"),
        "email": F("email"),
        "fingerprint": F("fingerprint"),
        "stakeholder_group_id": F("stakeholder_group_id"),
        "token": _random(),
        # One for each row, the same on every attempt: some mailboxes drop the second copy by it.
        "message_id": Concat(
            Value("<"),
            Func(_random(), function="text"),
            Value(f"@{host}>"),
            output_field=models.CharField(),
        ),
        "state": Value(Delivery.State.PENDING.value, models.CharField()),
        "reason": Value("", models.TextField()),
        "server_reply": Value("", models.TextField()),
        "attempts": Value(0, models.SmallIntegerField()),
        "due_at": Value(timezone.now(), models.DateTimeField()),
    }


def _random() -> Func:
    """Return 122 random bits as PostgreSQL makes them, nothing that could be guessed."""
    return Func(function="gen_random_uuid", output_field=models.UUIDField())
