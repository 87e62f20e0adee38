"""Somebody who wants no invitations to events any more."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.sealing import sealed_address


class OptOutQuerySet(models.QuerySet["OptOut"]):
    """The sets of opt-outs that have a name."""

    def of(self, email: str) -> Self:
        """Return the row of an address."""
        return self.filter(address=sealed_address(email))


class OptOut(models.Model):
    """An address that gets no invitation, kept as a keyed hash: it can be asked for, not read."""

    address = models.CharField(_("hash of the address"), max_length=100, unique=True)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = OptOutQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("address without invitations")
        verbose_name_plural = _("addresses without invitations")
        default_permissions = ()

    def __str__(self) -> str:
        return self.address[:12]
