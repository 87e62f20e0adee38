"""What a program shows to be let in."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do."""

    READ = "read", _("See who is registered")
    REGISTER = "register", _("Send registrations that people confirm by mail")
    MANAGE = "manage", _("Register people at once, and cancel")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """The sets of tokens that have a name."""

    def valid(self) -> Self:
        """Return those that open something at this moment."""
        not_over = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(not_over, revoked_at=None, created_by__is_active=True)


class ApiToken(models.Model):
    """One program's key; only a digest of it is stored.

    It can do no more than the person who made it may do at that moment.
    """

    name = models.CharField(_("which program"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    start = models.CharField(
        _("begins with"), max_length=8, editable=False, help_text=_("To tell keys apart.")
    )
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name=_("may"))
    events = models.ManyToManyField(
        "events.EventPage",
        verbose_name=_("events"),
        related_name="+",
        blank=True,
        help_text=_("None chosen: all events that you may manage."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.CASCADE,
        related_name="event_api_tokens",
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ApiTokenQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("key for a program")
        verbose_name_plural = _("keys for programs")
        ordering = ("-created_at", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and (
            self.expires_at is None or self.expires_at > timezone.now()
        )

    @property
    def scope_words(self) -> list[str]:
        """What it may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]
