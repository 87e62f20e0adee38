"""A subscription: one address, one newsletter, and how it came to be; and addresses left alone."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletters.addresses import fingerprint, masked, normalised
from newsletters.models.newsletter import Newsletter
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

FIRST_PAUSE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(days=1)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """The sets of subscriptions that have a name."""

    def of_address(self, email: str) -> Self:
        """Return the subscriptions of one person, however the address is spelled."""
        return self.filter(fingerprint=fingerprint(email))

    def confirmed(self) -> Self:
        """Return those that want letters."""
        return self.filter(state=Subscription.State.CONFIRMED)

    def expired(self, now: datetime) -> Self:
        """Return those that were asked for and never confirmed in time."""
        return self.filter(state=Subscription.State.PENDING, pending_until__lt=now)

    def suppressed(self) -> Self:
        """Return those whose address must not be written to."""
        return self.filter(Exists(Suppression.objects.filter(fingerprint=OuterRef("fingerprint"))))


class Subscription(models.Model):
    """One address on the list of one newsletter.

    ::

        pending ──> confirmed ──> unsubscribed | bounced
           ^                            │
           └────────────────────────────┘  asked for again
    """

    class State(models.TextChoices):
        """Where a subscription stands."""

        PENDING = "pending", _("Waits for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        UNSUBSCRIBED = "unsubscribed", _("Has left")
        BOUNCED = "bounced", _("Mailbox does not exist")

    newsletter = models.ForeignKey(
        Newsletter,
        verbose_name=_("newsletter"),
        on_delete=models.PROTECT,
        related_name="subscriptions",
    )
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        related_name="newsletter_subscriptions",
        null=True,
        blank=True,
    )
    stakeholder_group = term_field(
        Scheme.STAKEHOLDER_GROUP, null=True, blank=True, verbose_name=_("stakeholder group")
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PENDING)
    token = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)

    # The mail that asks: its own key, how long it opens, and how often it was asked for.
    confirm_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    pending_until = models.DateTimeField(_("link works until"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    asks = models.PositiveSmallIntegerField(_("times asked"), default=0)

    # What stood beside the box when it was ticked; it becomes a consent record on confirmation.
    wording = models.TextField(_("wording"), blank=True)
    wording_version = models.CharField(_("version of the wording"), max_length=20, blank=True)
    wording_language = models.CharField(_("language of the wording"), max_length=10, blank=True)
    source = models.CharField(_("where"), max_length=200, blank=True)

    consent = models.ForeignKey(
        "members.ConsentRecord",
        verbose_name=_("consent"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    created_at = models.DateTimeField(_("first asked"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Subscription]] = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter", "fingerprint"], name="one_subscription_per_address"
            )
        ]
        indexes = [
            models.Index(
                fields=["newsletter", "language"],
                name="subscriptions_to_write_to",
                condition=models.Q(state="confirmed"),
            ),
            models.Index(fields=["fingerprint"], name="subscriptions_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.masked_email}, {self.newsletter}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it with the address in one spelling and its fingerprint."""
        if self.email:
            self.email = normalised(self.email)
            self.fingerprint = fingerprint(self.email)
        super().save(*args, **kwargs)

    @property
    def is_confirmed(self) -> bool:
        """Whether letters are wanted."""
        return self.state == self.State.CONFIRMED

    @property
    def has_left(self) -> bool:
        """Whether the person left by their own wish, and may take it back."""
        return self.state == self.State.UNSUBSCRIBED and bool(self.email)

    @property
    def is_expired(self) -> bool:
        """Whether the link in the mail that asked has stopped working."""
        late = self.pending_until is not None and self.pending_until < timezone.now()
        return self.state == self.State.PENDING and late

    @property
    def may_be_asked(self) -> bool:
        """Whether another mail may ask for confirmation: each one after a longer pause.

        Nobody can flood a stranger's mailbox through our form.
        """
        if self.asked_at is None or not self.asks:
            return True
        pause = min(FIRST_PAUSE * 4 ** min(self.asks - 1, 5), LONGEST_PAUSE)
        return bool(timezone.now() >= self.asked_at + pause)

    @property
    def masked_email(self) -> str:
        """The address as its owner recognises it and nobody else learns it."""
        return masked(self.email)


class Suppression(models.Model):
    """An address that gets no letter whatever the lists say; known by its fingerprint only."""

    class Reason(models.TextChoices):
        """Why an address is left alone."""

        ERASED = "erased", _("The person was erased on request.")
        BOUNCED = "bounced", _("The mailbox does not exist.")
        COMPLAINED = "complained", _("The person reported a letter as unwanted.")
        STAFF = "staff", _("Decided by staff.")

    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True)
    reason = models.CharField(_("why"), max_length=12, choices=Reason)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("address without letters")
        verbose_name_plural = _("addresses without letters")

    def __str__(self) -> str:
        return f"{self.fingerprint[:12]}, {self.get_reason_display()}"
