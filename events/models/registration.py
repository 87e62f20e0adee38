"""A person's registration for an event, from the form to the seat and, perhaps, back."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.seats import Seats
from events.models.state import ACTIVE, HOPING, SEATED, WITH_AN_END, State
from events.times import moment_text
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

if TYPE_CHECKING:
    from community.members.models import User


__all__ = [
    "ACTIVE",
    "HOPING",
    "SEATED",
    "WITH_AN_END",
    "Registration",
    "State",
    "holds_a_seat",
    "is_held",
]


def is_held(now: datetime, prefix: str = "") -> Q:
    """Return the condition for a seat that is kept for an answer: expiry needs no job.

    `prefix` leads to the registrations from another table.
    """
    end = {f"{prefix}expires_at__gt": now}
    asked = Q(**{f"{prefix}state": State.PENDING, f"{prefix}keeps_seat": True}, **end)
    return asked | Q(**{f"{prefix}state": State.OFFERED}, **end)


def holds_a_seat(now: datetime) -> Q:
    """Return the condition for a seat being taken, for sure or until an answer comes."""
    return Q(state__in=SEATED) | is_held(now)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """The sets of registrations that have a name."""

    def active(self) -> Self:
        """Return those that are neither given up, nor refused, nor marked as expired."""
        return self.filter(state__in=ACTIVE)

    def holding_seats(self, now: datetime) -> Self:
        """Return those that take a seat: confirmed, or held for an answer that may still come."""
        return self.filter(holds_a_seat(now))

    def overdue(self, now: datetime) -> Self:
        """Return the holds and offers whose time is up."""
        return self.filter(state__in=WITH_AN_END, expires_at__lte=now)

    def in_line(self) -> Self:
        """Return those who wait for a seat, the first in the line first."""
        return self.filter(state=State.WAITING).order_by("waiting_since", "pk")

    def up_to(self, registration: "Registration") -> Self:
        """Return those at the same event who wait as long as this one, which is among them."""
        since = registration.waiting_since
        as_long = Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lte=registration.pk)
        return self.filter(as_long, event_id=registration.event_id)

    def of_person(self, *, email: str, user: "User | None") -> Self:
        """Return what stands under an address or belongs to an account."""
        mine = Q(lower_email=email.lower())  # as the index has it
        found = self.alias(lower_email=Lower("email"))
        return found.filter(mine | Q(user=user) if user else mine)

    def uninformed(self) -> Self:
        """Return the confirmed ones whose calendar does not know the event's latest sequence."""
        return self.filter(state__in=SEATED, told_sequence__lt=models.F("event__entry__sequence"))

    def seats(self, capacity: int | None, now: datetime) -> Seats:
        """Return how many seats these registrations take of `capacity`; one query."""
        counts = self.aggregate(
            confirmed=Count("pk", filter=Q(state__in=SEATED)),
            held=Count("pk", filter=is_held(now)),
            waiting=Count("pk", filter=Q(state=State.WAITING)),
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
        db_index=False,  # two of the indexes below begin with it
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
    country = term_field(Scheme.COUNTRY, null=True, blank=True)
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
    keeps_seat = models.BooleanField(
        _("keeps a seat while pending"), default=True, db_default=True, editable=False
    )
    waiting_since = models.DateTimeField(_("in line since"), null=True, blank=True)
    link_sent_at = models.DateTimeField(_("link sent"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    told_sequence = models.PositiveIntegerField(
        _("sequence told"), default=0, help_text=_("The event's sequence of the last invitation.")
    )
    # A calendar that was told "cancelled" takes a later invitation only with a higher SEQUENCE.
    sequence_offset = models.PositiveIntegerField(default=0, editable=False)

    # What the form said for each part of the event (`events.parts`); kept with the next step.
    given: Mapping[str, Mapping[str, Any]] | None = None

    # The seat is theirs already, and only what they change about it is counted anew.
    is_corrected = False

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
                condition=~Q(state__in=[state.value for state in WITH_AN_END])
                | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who_waits_has_a_place",
                condition=~Q(state=State.WAITING.value) | Q(waiting_since__isnull=False),
            ),
        )
        indexes = (
            models.Index("event", "state", name="registrations_by_state"),
            models.Index(fields=("event", "-created_at", "-id"), name="registrations_by_age"),
            models.Index(Lower("email"), name="registrations_by_address"),
            models.Index(
                "expires_at",
                name="registrations_with_an_end",
                condition=Q(state__in=[state.value for state in WITH_AN_END]),
            ),
            models.Index(
                *("event", "waiting_since", "id"),
                name="registrations_in_line",
                condition=Q(state=State.WAITING.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.event_id}, {self.state}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the seat is this person's for sure, whether they came or not."""
        return self.state in SEATED

    @property
    def has_come(self) -> bool:
        """Whether the person was there."""
        return self.state == State.ATTENDED

    @property
    def is_cancelled(self) -> bool:
        """Whether it was given up or taken back."""
        return self.state == State.CANCELLED

    @property
    def is_settled(self) -> bool:
        """Whether it is noted that the person came or did not."""
        return self.state in (State.ATTENDED, State.NO_SHOW)

    @property
    def has_heard_of_cancellation(self) -> bool:
        """Whether the event is cancelled, that was announced, and this person has been told."""
        event = self.event
        is_announced = event.is_cancelled and event.entry.facts == event.calendar_facts
        return is_announced and self.told_sequence == event.sequence

    @property
    def is_to_prove(self) -> bool:
        """Whether a guest may still show that the address is theirs."""
        return self.state == State.PENDING and not self.is_expired

    @property
    def is_to_approve(self) -> bool:
        """Whether the organisers have to decide."""
        return self.state == State.APPROVAL

    @property
    def is_waiting(self) -> bool:
        """Whether the person stands in line for a seat."""
        return self.state == State.WAITING

    @property
    def is_offered(self) -> bool:
        """Whether a seat is kept until the person says yes or no."""
        return self.state == State.OFFERED and not self.is_expired

    @property
    def has_seat(self) -> bool:
        """Whether it takes a seat now, for sure or until an answer comes."""
        is_held = self.is_to_prove and self.keeps_seat
        return self.is_confirmed or self.is_offered or is_held

    @property
    def is_declined(self) -> bool:
        """Whether the organisers said no, or the person to a seat that was offered."""
        return self.state == State.DECLINED

    @property
    def is_expired(self) -> bool:
        """Whether no answer came in time, marked already or not."""
        if self.state == State.EXPIRED:
            return True
        ends = self.expires_at if self.state in WITH_AN_END else None
        return ends is not None and ends <= timezone.now()

    @property
    def is_active(self) -> bool:
        """Whether it may still lead to the event."""
        return self.state in ACTIVE and not self.is_expired

    @property
    def place_in_line(self) -> int:
        """The place in the line of the whole event, 1 for the next; one query.

        What the person is told is `events.parts.place_in_line`.
        """
        return Registration.objects.in_line().up_to(self).count()

    @property
    def deadline_text(self) -> str:
        """Until when an answer is awaited, by the clock of the event; empty without an end."""
        ends = self.expires_at
        return moment_text(ends, self.event.time_zone) if ends else ""

    @property
    def state_text(self) -> Any:
        """The state in words, as it is at this moment."""
        return (State.EXPIRED if self.is_expired else State(self.state)).label

    @property
    def topic(self) -> str:
        """What orders the mails about it: none overtakes another."""
        return f"registration-{self.uid}"
