"""A person's seat in one session of an event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import SEATED
from events.models.registration import is_held


class SessionSeatQuerySet(models.QuerySet["SessionSeat"]):
    """The sets of seats that have a name."""

    def held(self, now: datetime) -> Self:
        """Return those whose owners have a seat at the event, for sure or until they answer."""
        sure = Q(registration__state__in=SEATED)
        return self.filter(sure | is_held(now, "registration__"), is_lost=False)

    def uninformed(self) -> Self:
        """Return those whose owners have a sure seat and have not heard the latest news."""
        news = Q(is_lost=True) | Q(told_sequence__lt=F("session__sequence"))
        return self.filter(news, registration__state__in=SEATED)


class SessionSeat(models.Model):
    """One registration's choice of one session."""

    session = models.ForeignKey(
        "events.Session",
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="seats",
    )
    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="session_seats",
    )
    created_at = models.DateTimeField(_("chosen"), default=timezone.now, editable=False)
    told_sequence = models.PositiveIntegerField(
        _("sequence told"),
        default=0,
        help_text=_("What the person knows of the session's changes."),
    )
    is_lost = models.BooleanField(
        _("went to others"),
        default=False,
        help_text=_("It was full by the time the person got a seat at the event."),
    )

    told_off = models.BooleanField(
        _("told that it is cancelled"), default=False, db_default=False, editable=False
    )

    objects = SessionSeatQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("seat in a session")
        verbose_name_plural = _("seats in sessions")
        ordering = ("session__start", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("session", "registration"), name="one_seat_per_session"
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id}, {self.session_id}"


def taken_in(sessions: Iterable[int], now: datetime, *, but: int | None = None) -> dict[int, int]:
    """Return how many seats of each of these sessions are taken, `but` by one registration."""
    held = SessionSeat.objects.held(now).filter(session_id__in=list(sessions))
    others = held.exclude(registration_id=but) if but else held
    counted = others.order_by().values("session_id")
    return dict(counted.annotate(number=Count("pk")).values_list("session_id", "number"))
