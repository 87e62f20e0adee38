"""Which program is told what happens to registrations."""

import base64
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Webhook(models.Model):
    """An address that is called after each step of a registration."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("which program"), max_length=80)
    url = models.URLField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["https", "http"])]
    )
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("None chosen: all events."),
    )
    generation = models.PositiveIntegerField(default=1, editable=False)
    is_active = models.BooleanField(_("is on"), default=True)
    # The log of steps is read from here on; a little before, as steps commit out of order.
    seen_step = models.BigIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """What signs the calls, as the receiver types it in; derived, and stored nowhere.

        Source: Standard Webhooks 1.0 (``whsec_`` and base64).
        """
        return f"whsec_{base64.b64encode(self.key()).decode()}"

    def key(self) -> bytes:
        """Return the signing key: 32 bytes from the site's own key, another for each generation."""
        salted = salted_hmac("events.webhook", f"{self.uid}:{self.generation}", algorithm="sha256")
        return salted.digest()
