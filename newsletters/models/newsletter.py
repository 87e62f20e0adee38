"""A newsletter: who writes, under what name, and to what people agree when they subscribe."""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletters.addresses import one_line_only
from outbox.mime import envelope_address


class Newsletter(models.Model):
    """One list that people subscribe to."""

    lane_scope = "newsletters"  # saved, it flushes what the anonymous lane keeps of this scope

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120, validators=[one_line_only])
    description = models.TextField(
        _("description"), max_length=500, help_text=_("What comes, and for whom.")
    )
    frequency_text = models.CharField(
        _("how often"), max_length=80, blank=True, help_text=_("Such as: four times a year.")
    )
    from_name = models.CharField(_("sender's name"), max_length=120, validators=[one_line_only])
    from_address = models.EmailField(
        _("sender's address"), help_text=_("Best of a domain of its own, apart from other mail.")
    )
    reply_to = models.EmailField(_("answers go to"), blank=True)
    language = models.CharField(
        _("main language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_(
            "Whoever reads in a language that an issue is not translated to gets this one."
        ),
    )
    consent_wording = models.TextField(
        _("what people agree to"),
        max_length=500,
        help_text=_("Shown beside the box to tick and kept, word for word, with each consent."),
    )
    is_open = models.BooleanField(_("new subscribers are welcome"), default=True)
    list_id = models.CharField(
        _("list identifier"),
        max_length=200,
        unique=True,
        editable=False,
        help_text=_("RFC 2919: tells mail programs which list this is; stays the same for ever."),
    )

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; the list identifier is made once, from the first short name and sender."""
        if not self.list_id:
            self.list_id = f"{self.slug}.{envelope_address(self.from_address).rpartition('@')[2]}"
        super().save(*args, **kwargs)

    @property
    def consent_version(self) -> str:
        """The version of the wording: it changes with every letter of it."""
        return hashlib.sha256(self.consent_wording.encode()).hexdigest()[:12]

    @property
    def sender(self) -> str:
        """Who writes, as it stands in the From header."""
        return str(Address(self.from_name, addr_spec=envelope_address(self.from_address)))

    @property
    def sender_id(self) -> str:
        """What mailbox providers add complaints up by: 5 to 15 letters that stay the same."""
        host = re.sub(r"[^a-z0-9]", "", (urlsplit(settings.SITE_URL).hostname or "").lower())
        return host[:15].ljust(5, "0")
