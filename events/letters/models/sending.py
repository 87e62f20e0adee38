"""One mail to many people of an event: what, to whom, by whom, and how far it is."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.letters.models.recipient import Recipient


class SendingQuerySet(models.QuerySet["Sending"]):
    """The sets of sendings that have a name."""

    def unfinished(self) -> Self:
        """Return those that are not closed."""
        return self.filter(finished_at=None)

    def run_out(self) -> Self:
        """Return those that nobody waits for any more, and that are not closed yet."""
        waiting = Recipient.objects.filter(sending=OuterRef("pk"), state=Recipient.State.WAITING)
        return self.unfinished().filter(~Exists(waiting))

    def with_progress(self) -> Self:
        """Return them with `now_sent` and `now_left_out`, counted from the rows of people."""
        return self.annotate(
            now_sent=Count("recipients", filter=Q(recipients__state=Recipient.State.SENT)),
            now_left_out=Count("recipients", filter=Q(recipients__state=Recipient.State.LEFT_OUT)),
        )


class Sending(models.Model):
    """A reminder, a follow-up or a message on its way; its figures stay when people are forgotten.

    Whom it is for was written down when it began (`Recipient`).
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="letter_sendings",
    )
    plan = models.ForeignKey(
        "letters.Plan",
        verbose_name=_("reminder or follow-up"),
        on_delete=models.SET_NULL,
        related_name="sendings",
        null=True,
        blank=True,
    )
    title = models.CharField(_("what"), max_length=200)
    due_at = models.DateTimeField(_("due"))
    # Of a message, by language: {"en": {"subject": "…", "body": "…"}}.
    texts: models.JSONField[Any, Any] = models.JSONField(_("texts"), default=dict)
    # The states in which a person must still be, and the choice in words.
    states: models.JSONField[Any, Any] = models.JSONField(_("states"), default=list)
    audience_text = models.TextField(_("to whom"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    total = models.PositiveIntegerField(_("people"), default=0)
    sent = models.PositiveIntegerField(_("sent"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)

    objects = SendingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        ordering = ("-created_at", "-pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "due_at"),
                name="one_sending_for_each_due_time",
                condition=Q(plan__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                "created_at", name="sendings_unfinished", condition=Q(finished_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_message(self) -> bool:
        """Whether an organiser wrote it by hand."""
        return bool(self.texts)
