"""A pool: seats of one event that are counted together."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pool(models.Model):
    """So many seats: a hall, a link, what is kept for partners. A category may count in several."""

    class Kind(models.TextChoices):
        """What the seats have in common; it is for the reader of the list and decides nothing."""

        ROOM = "room", _("A room, or places on site")
        ONLINE = "online", _("Places online")
        CATEGORY = "category", _("For one category of people")
        QUOTA = "quota", _("Kept for a partner")

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="pools",
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CATEGORY)
    capacity = models.PositiveIntegerField(
        _("seats"),
        help_text=_("Fewer than are taken already: nobody loses a seat, and nobody new gets one."),
    )

    objects: ClassVar[models.Manager["Pool"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("pool of seats")
        verbose_name_plural = _("pools of seats")
        ordering = ("event", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "name"),
                name="one_pool_of_a_name",
                violation_error_message=_("This event has a pool with this name."),
            ),
        )

    def __str__(self) -> str:
        return self.name
