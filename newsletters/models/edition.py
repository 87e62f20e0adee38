"""An edition: one issue in one language exactly as it goes out; nothing can change it any more."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletters.models.newsletter import Newsletter

# What may still change once an edition is frozen: the pause, and links to what is deleted.
CHANGEABLE: Final = frozenset({"is_paused", "issue", "issue_id", "created_by", "created_by_id"})


class EditionIsFrozen(Exception):
    """Somebody tried to change what has been sent."""


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions; what is frozen stays."""

    def update(self, **values: Any) -> int:
        """Change what may still change; return how many rows.

        Raises:
            EditionIsFrozen: anything else was to be changed.
        """
        _refuse(values)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to delete.

        Raises:
            EditionIsFrozen: always.
        """
        raise EditionIsFrozen


class Edition(models.Model):
    """What was sent, once for each issue and language."""

    uuid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    newsletter = models.ForeignKey(
        Newsletter,
        verbose_name=_("newsletter"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    issue = models.ForeignKey(
        "newsletters.IssuePage",
        verbose_name=_("issue"),
        on_delete=models.SET_NULL,
        related_name="editions",
        null=True,
    )
    issue_key = models.UUIDField(
        _("key of the issue"), help_text=_("The same for all translations of an issue.")
    )
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    sender = models.CharField(_("from"), max_length=400)
    reply_to = models.CharField(_("answers go to"), max_length=254, blank=True)
    html = models.TextField(_("HTML"))
    text = models.TextField(_("text"))
    headers = models.JSONField(_("headers"), default=dict)
    content_hash = models.CharField(_("content hash"), max_length=64)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    is_paused = models.BooleanField(_("is paused"), default=False)

    objects: ClassVar[models.Manager[Edition]] = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-created_at", "-pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["issue_key", "language"], name="one_edition_per_issue_and_language"
            )
        ]
        permissions = [("send_issue", _("Can send a letter to its subscribers"))]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Freeze a new edition with the hash of what it says.

        Raises:
            EditionIsFrozen: it is frozen already, and more than the pause was to be changed.
        """
        if self._state.adding:
            self.content_hash = self.hash_of_content()
        else:
            _refuse(kwargs.get("update_fields") or {"everything"})
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse to delete.

        Raises:
            EditionIsFrozen: always.
        """
        raise EditionIsFrozen

    def hash_of_content(self) -> str:
        """Return a hash of all that a reader gets; it equals `content_hash` while all is whole."""
        parts = (self.subject, self.sender, self.reply_to, self.html, self.text)
        head = [f"{name}: {value}" for name, value in sorted(self.headers.items())]
        return hashlib.sha256("\x1f".join((*parts, *head)).encode()).hexdigest()


def _refuse(names: Any) -> None:
    if frozen := sorted(set(names) - CHANGEABLE):
        raise EditionIsFrozen(", ".join(frozen))
