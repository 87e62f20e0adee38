"""One person's invitation to one event, and what became of it."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce, Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.parts import Pass
from events.times import moment_text
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


class Answer(models.TextChoices):
    """Where an invitation stands. That it is expired is a comparison of times, not a state."""

    QUEUED = "queued", _("Not sent yet")
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


UNANSWERED = (Answer.QUEUED, Answer.SENT, Answer.OPENED)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The sets of invitations that have a name."""

    def with_deadline(self) -> Self:
        """Return the invitations with the moment until which they may be answered."""
        closes = Coalesce("ends_at", "event__registration_closes", "event__start")
        return self.annotate(deadline=closes)

    def in_time(self, now: datetime) -> Self:
        """Return those that can still be answered, whether they are or not."""
        return self.with_deadline().filter(
            deadline__gt=now, event__live=True, event__is_cancelled=False, forgotten_at=None
        )

    def unanswered(self) -> Self:
        """Return those that were neither taken, nor declined, nor taken back."""
        return self.filter(state__in=UNANSWERED)

    def of_person(self, email: str) -> Self:
        """Return the invitations that went to an address."""
        return self.filter(email__iexact=email)

    def forget(self) -> int:
        """Take out who was invited, leaving that somebody was; return how many."""
        nobody = Concat(
            models.Value("erased-"),
            Cast("uid", models.CharField()),
            models.Value("@erased.invalid"),
        )
        return self.update(email=nobody, name="", forgotten_at=timezone.now())


class Invitation(models.Model):
    """A personal invitation; the link in its mail shows that the address is the person's."""

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True)
    group = term_field(Scheme.STAKEHOLDER_GROUP, null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    state = models.CharField(_("state"), max_length=10, choices=Answer, default=Answer.QUEUED)
    ends_at = models.DateTimeField(_("answer until"), null=True, blank=True)
    skips_approval = models.BooleanField(_("needs no approval"), default=True)
    skips_window = models.BooleanField(
        _("opens before and after the time of registration"), default=False
    )
    skips_line = models.BooleanField(_("goes before the waiting list"), default=False)
    registration = models.OneToOneField(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.SET_NULL,
        related_name="invitation",
        null=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True)
    opened_at = models.DateTimeField(_("opened"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    wants_reminder = models.BooleanField(_("to be reminded"), default=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    forgotten_at = models.DateTimeField(_("erased"), null=True)

    objects = InvitationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("event", "-pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                "event",
                Lower("email"),
                name="one_invitation_per_address",
                violation_error_message=_("This address is invited already."),
            ),
        )
        indexes = (
            models.Index(Lower("email"), name="invitations_by_address"),
            models.Index("id", name="invitations_to_send", condition=Q(state=Answer.QUEUED.value)),
            models.Index("id", name="invitations_to_remind", condition=Q(wants_reminder=True)),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.state}"

    @property
    def answer_until(self) -> datetime:
        """The moment until which it may be answered."""
        event = self.event
        last = event.end if self.skips_window else event.closes_at
        return min(self.ends_at or last, event.end)

    @property
    def deadline_text(self) -> str:
        """Until when an answer is awaited, by the clock of the event."""
        return moment_text(self.answer_until, self.event.time_zone)

    @property
    def is_over(self) -> bool:
        """Whether its time is up."""
        return self.answer_until <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it may be answered now: who declined or cancelled may think better of it."""
        is_free = self.state in (*UNANSWERED, Answer.DECLINED)
        is_given_up = self.state == Answer.REGISTERED and not self.is_taken
        return (is_free or is_given_up) and not self.is_over

    @property
    def is_taken(self) -> bool:
        """Whether the person has registered and not given it up."""
        mine = self.registration
        return self.state == Answer.REGISTERED and mine is not None and mine.is_active

    @property
    def is_withdrawn(self) -> bool:
        """Whether the organisers took it back."""
        return self.state == Answer.WITHDRAWN

    @property
    def is_declined(self) -> bool:
        """Whether the person said no."""
        return self.state == Answer.DECLINED

    @property
    def state_text(self) -> Any:
        """The state in words, as it is at this moment."""
        if self.state in UNANSWERED and self.is_over:
            return _("No answer in time")
        if self.state == Answer.REGISTERED and self.registration:
            return self.registration.state_text
        return self.get_state_display()

    @property
    def passes(self) -> frozenset[Pass]:
        """What it allows."""
        given: dict[Pass, Any] = {
            Pass.INVITED: True,
            Pass.APPROVAL: self.skips_approval,
            Pass.WINDOW: self.skips_window,
            Pass.LINE: self.skips_line,
        }
        return frozenset(one for one, is_given in given.items() if is_given)

    @property
    def topic(self) -> str:
        """What orders the mails about it: none overtakes another."""
        return f"invitation-{self.uid}"
