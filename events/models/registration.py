"""A person's registration for an event, from the form to the seat and, perhaps, back."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.seats import Seats
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

if TYPE_CHECKING:
    from community.members.models import User


class State(models.TextChoices):
    """Where a registration stands.

    ::

        pending ──> confirmed ──> cancelled
           ├──────────────────────────^
           └──> expired               a guest's hold ran out

    Members begin at ``confirmed``, guests at ``pending``. Nothing leads back: who registers again
    gets a new row.
    """

    PENDING = "pending", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Not confirmed in time")


ACTIVE = (State.PENDING, State.CONFIRMED)


def holds_a_seat(now: datetime) -> Q:
    """Return the condition for a seat being taken: expiry is a comparison, it needs no job."""
    return Q(state=State.CONFIRMED) | Q(state=State.PENDING, expires_at__gt=now)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """The sets of registrations that have a name."""

    def active(self) -> Self:
        """Return those that are neither cancelled nor marked as expired."""
        return self.filter(state__in=ACTIVE)

    def holding_seats(self, now: datetime) -> Self:
        """Return those that take a seat: confirmed, or held by a guest whose time is not up."""
        return self.filter(holds_a_seat(now))

    def overdue(self, now: datetime) -> Self:
        """Return the holds whose time is up."""
        return self.filter(state=State.PENDING, expires_at__lte=now)

    def of_person(self, *, email: str, user: "User | None") -> Self:
        """Return what stands under an address or belongs to an account."""
        mine = Q(email__iexact=email)
        return self.filter(mine | Q(user=user) if user else mine)

    def uninformed(self) -> Self:
        """Return the confirmed ones whose calendar does not know the event's latest sequence."""
        return self.filter(
            state=State.CONFIRMED, told_sequence__lt=models.F("event__entry__sequence")
        )

    def seats(self, capacity: int | None, now: datetime) -> Seats:
        """Return how many seats these registrations take of `capacity`; one query."""
        counts = self.aggregate(
            confirmed=Count("pk", filter=Q(state=State.CONFIRMED)),
            held=Count("pk", filter=Q(state=State.PENDING, expires_at__gt=now)),
        )
        return Seats(capacity=capacity, **counts)


class Registration(models.Model):
    """One person's wish to come to one event."""

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        related_name="registrations",
        null=True,
        blank=True,
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150)
    group = term_field(Scheme.STAKEHOLDER_GROUP, null=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    needs = models.TextField(_("to arrange"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    consent = models.ForeignKey(
        "members.ConsentRecord",
        verbose_name=_("consent"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    link_sent_at = models.DateTimeField(_("link sent"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    told_sequence = models.PositiveIntegerField(
        _("sequence told"), default=0, help_text=_("The event's sequence of the last invitation.")
    )
    # A calendar that was told "cancelled" takes a later invitation only with a higher SEQUENCE.
    sequence_offset = models.PositiveIntegerField(default=0, editable=False)

    objects = RegistrationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "event",
                Lower("email"),
                name="one_registration_per_address",
                condition=Q(state__in=[state.value for state in ACTIVE]),
                violation_error_message=_("This address is registered already."),
            ),
            models.UniqueConstraint(
                fields=("event", "user"),
                name="one_registration_per_account",
                condition=Q(state__in=[state.value for state in ACTIVE]),
                violation_error_message=_("This person is registered already."),
            ),
            models.CheckConstraint(
                name="a_hold_has_an_end",
                condition=~Q(state=State.PENDING.value) | Q(expires_at__isnull=False),
            ),
        )
        indexes = (
            models.Index("event", "state", name="registrations_by_state"),
            models.Index(Lower("email"), name="registrations_by_address"),
            models.Index(
                "expires_at", name="registrations_held", condition=Q(state=State.PENDING.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.event_id}, {self.state}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the seat is this person's for sure."""
        return self.state == State.CONFIRMED

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up or taken back."""
        return self.state == State.CANCELLED

    @property
    def has_heard_of_cancellation(self) -> bool:
        """Whether the event is cancelled, that was announced, and this person has been told."""
        event = self.event
        is_announced = event.is_cancelled and event.entry.facts == event.calendar_facts
        return is_announced and self.told_sequence == event.sequence

    @property
    def is_waiting(self) -> bool:
        """Whether a guest may still confirm it."""
        return self.state == State.PENDING and not self.is_expired

    @property
    def is_expired(self) -> bool:
        """Whether a guest did not confirm in time, marked already or not."""
        if self.state == State.EXPIRED:
            return True
        return (
            self.state == State.PENDING
            and self.expires_at is not None
            and self.expires_at <= timezone.now()
        )

    @property
    def is_active(self) -> bool:
        """Whether it takes a seat now."""
        return self.is_confirmed or self.is_waiting

    @property
    def state_text(self) -> Any:
        """The state in words, as it is at this moment."""
        return State.EXPIRED.label if self.is_expired else self.get_state_display()

    @property
    def topic(self) -> str:
        """What orders the mails about it: none overtakes another."""
        return f"registration-{self.uid}"
