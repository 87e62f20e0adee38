"""The record of what people agreed to, word for word."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models.user import User


class ConsentRecordQuerySet(models.QuerySet["ConsentRecord"]):
    """The sets of consent records that have a name."""

    def of_person(self, *, email: str, user: User | None) -> Self:
        """Return what one person agreed to, under this address or with this account."""
        return self.filter(
            Q(email__iexact=email) | Q(user=user) if user else Q(email__iexact=email)
        )


class ConsentRecord(models.Model):
    """One act of giving or withdrawing consent, word for word; rows are only ever added.

    When a person is erased, the rows stay with a keyed hash in place of the address, so that it can
    still be shown that somebody who knows the address had agreed, and to what.
    Source: Regulation (EU) 2016/679, Article 7(1): the controller must be able to show it.
    """

    class Purpose(models.TextChoices):
        """What the consent is for."""

        MEMBERSHIP = "membership", _("membership")
        NEWSLETTER = "newsletter", _("newsletter")
        EVENT = "event", _("event registration")

    class Source(models.TextChoices):
        """The forms of this room; other rooms name their own."""

        SIGN_UP = "sign-up", _("sign-up form")
        PROFILE = "profile", _("profile form")

    email = models.EmailField(_("e-mail address"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="consents",
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    is_given = models.BooleanField(_("given"))
    wording = models.TextField(_("wording"))
    wording_version = models.CharField(_("version of the wording"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    source = models.CharField(_("where"), max_length=200, blank=True)
    method = models.CharField(_("how"), max_length=50, blank=True)
    recorded_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["ConsentRecord"]] = ConsentRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering = ["-recorded_at"]
        indexes = [models.Index(fields=["email", "purpose"], name="consent_by_person")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.is_given} {self.recorded_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new record.

        Raises:
            TypeError: the record exists already; evidence is not rewritten.
        """
        if not self._state.adding:
            message = "A consent record is never changed; add another one."
            raise TypeError(message)
        super().save(*args, **kwargs)
