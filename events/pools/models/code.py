"""An access code: it opens an event or one of its categories, so and so often."""

from datetime import datetime
from typing import Any, Final, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from events.models import State
from events.models.registration import WITH_AN_END
from events.parts import Pass

# No two of these look alike in any hand: of O and 0, I, L and 1, S and 5, B and 8, Z and 2, U and V
# at most one is left.
ALPHABET: Final = "ACDEFGHJKMNPQRTUWXY3479"
LENGTH: Final = 8
SHORTEST: Final = 6
LONGEST: Final = 20
COUNTED: Final = (State.APPROVAL, State.WAITING, State.CONFIRMED, State.ATTENDED, State.NO_SHOW)


def new_code() -> str:
    """Return a random code that can be read out and copied by hand."""
    return get_random_string(LENGTH, ALPHABET)


def plain_code(text: str) -> str:
    """Return a code as it is kept: letters and digits only, all of them large."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())


def is_a_use(now: datetime, prefix: str = "") -> Q:
    """Return the condition for a registration to use up its code; `prefix` leads to it."""
    ends = Q(**{f"{prefix}state__in": WITH_AN_END, f"{prefix}expires_at__gt": now})
    return ends | Q(**{f"{prefix}state__in": COUNTED})


class AccessCodeQuerySet(models.QuerySet["AccessCode"]):
    """The sets of codes that have a name."""

    def with_uses(self, now: datetime) -> Self:
        """Return the codes with how many registrations use each of them, in the same query."""
        used = Count("choices", filter=is_a_use(now, "choices__registration__"))
        counted: Self = self.annotate(uses=used)
        return counted

    def usable(self, now: datetime) -> Self:
        """Return those that are not over, whether used up or not."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now))


class AccessCode(models.Model):
    """A code of one event. It is no secret of a person: the desk shows it and hands it out."""

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="access_codes",
    )
    code = models.CharField(
        _("code"),
        max_length=LONGEST,
        default=new_code,
        help_text=_("Six letters or digits at least; large and small letters are the same."),
    )
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    category = models.ForeignKey(
        "pools.Category",
        verbose_name=_("opens the category"),
        on_delete=models.PROTECT,
        related_name="codes",
        null=True,
        blank=True,
        help_text=_("None: the person chooses one of the open categories."),
    )
    most_uses = models.PositiveIntegerField(
        _("registrations at most"),
        default=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as there are seats."),
    )
    ends_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    skips_approval = models.BooleanField(_("needs no approval"), default=False)
    skips_window = models.BooleanField(
        _("opens before and after the time of registration"), default=False
    )
    skips_line = models.BooleanField(_("goes before the waiting list"), default=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = AccessCodeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        ordering = ("event", "-pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "code"),
                name="one_code_an_event",
                violation_error_message=_("This event has this code already."),
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_over(self) -> bool:
        """Whether its time is up."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def passes(self) -> frozenset[Pass]:
        """What it allows."""
        given: dict[Pass, Any] = {
            Pass.CODE: True,
            Pass.APPROVAL: self.skips_approval,
            Pass.WINDOW: self.skips_window,
            Pass.LINE: self.skips_line,
        }
        return frozenset(one for one, is_given in given.items() if is_given)

    def has_use_left(self, now: datetime, *, without: int | None = None) -> bool:
        """Return whether one more registration may use it, that with the key `without` aside."""
        if self.most_uses is None:
            return True
        used = self.choices.filter(is_a_use(now, "registration__"))
        return used.exclude(registration=without).count() < self.most_uses
