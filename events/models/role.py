"""Who helps with one event, without being an editor of the site."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EventRole(models.Model):
    """What one account may do at one event; `events.powers` says what each role means."""

    class Role(models.TextChoices):
        """From everything to looking on."""

        HOST = "host", _("Host: everything about who comes")
        DOOR = "door", _("Door: checks people in")
        VIEWER = "viewer", _("Viewer: sees who comes")

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="roles",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="event_roles",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    given_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["EventRole"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role at an event")
        verbose_name_plural = _("roles at events")
        ordering = ("event", "role", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "user"),
                name="one_role_per_event",
                violation_error_message=_("This person has a role at this event already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}, {self.event_id}: {self.role}"
