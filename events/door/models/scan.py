"""What happened at the door: scans, and what was taken back. Rows are only ever added."""

from datetime import timedelta
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Registration, Session

UNDO_WITHIN: Final = timedelta(minutes=15)


class Verdict(models.TextChoices):
    """What the door said to a scan."""

    OK = "ok", _("Welcome")
    DUPLICATE = "duplicate", _("Checked in already")
    UNKNOWN = "unknown", _("Unknown code")
    REVOKED = "revoked", _("This ticket was replaced by a newer one")
    WRONG_EVENT = "wrong-event", _("Ticket of another event")
    CANCELLED = "cancelled", _("Registration cancelled")
    NOT_CONFIRMED = "not-confirmed", _("No sure seat")
    WRONG_SESSION = "wrong-session", _("Not signed up for this session")
    EVENT_CANCELLED = "event-cancelled", _("The event is cancelled")
    TOO_EARLY = "too-early", _("Too early: the door is not open yet")
    TOO_LATE = "too-late", _("Too late: the event is over")


COUNTING: Final = (Verdict.OK, Verdict.DUPLICATE)  # the person stood there


class Way(models.TextChoices):
    """How somebody was checked in."""

    CODE = "code", _("ticket")
    LIST = "list", _("list")
    SELF = "self", _("by themselves")
    DESK = "desk", _("at the desk")


class AddedOnly(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises:
            TypeError: the row exists already.
        """
        if not self._state.adding:
            message = "What happened at the door is never changed; add what happened next."
            raise TypeError(message)
        super().save(*args, **kwargs)


class ScanQuerySet(models.QuerySet["Scan"]):
    """The sets of scans that have a name."""

    def standing(self) -> Self:
        """Return those at which somebody stood there, and that nobody took back in time."""
        soon = Q(at__lte=models.OuterRef("at") + UNDO_WITHIN)
        undone = Annulment.objects.filter(
            soon | ~Q(reason=""), nonce=models.OuterRef("nonce"), event=models.OuterRef("event")
        )
        return self.filter(~models.Exists(undone), verdict__in=COUNTING)


class Scan(AddedOnly):
    """One scan of one ticket, good or not; the nonce of the device makes it happen once."""

    nonce = models.UUIDField(_("nonce"), unique=True, editable=False)
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="scans",
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="scans",
        null=True,
        blank=True,
    )
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="scans",
        null=True,
    )
    # What nobody knew: of a known ticket the registration is enough.
    digest = models.CharField(_("digest of the code"), max_length=64, blank=True)
    way = models.CharField(_("way"), max_length=4, choices=Way, default=Way.CODE)
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict)
    device = models.CharField(_("device"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at_device = models.DateTimeField(_("by the clock of the device"))
    at_server = models.DateTimeField(_("arrived"), default=timezone.now, editable=False)
    # When it happened: the clock of the device, put right by how far it was off when it sent this.
    at = models.DateTimeField(_("when"))
    was_offline = models.BooleanField(_("was offline"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ScanQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ("at", "pk")
        default_permissions = ()
        indexes = (
            models.Index("event", "id", name="scans_of_an_event"),
            models.Index("registration", "session", name="scans_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.event_id}, {self.registration_id}: {self.verdict}"


class Annulment(AddedOnly):
    """A scan taken back. It names the nonce, for it may arrive before the scan itself."""

    nonce = models.UUIDField(_("nonce of the scan"), editable=False)
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="annulments",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"))
    at_server = models.DateTimeField(_("arrived"), default=timezone.now, editable=False)
    # With a reason it was done at the desk, and the few minutes of the door do not matter.
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["Annulment"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scan taken back")
        verbose_name_plural = _("scans taken back")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("nonce", "reason"), name="taken_back_once"),)

    def __str__(self) -> str:
        return str(self.nonce)
