"""A category: what somebody registers as, or how they take part."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """One of the choices in an event's form; who has chosen it counts in all of its pools."""

    class Mode(models.TextChoices):
        """How these people take part."""

        ANY = "", _("As the event says")
        ON_SITE = "on-site", _("On site")
        ONLINE = "online", _("Online")

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="categories",
    )
    name = models.CharField(_("name"), max_length=80)
    text = models.CharField(_("in a few words"), max_length=160, blank=True)
    mode = models.CharField(_("takes part"), max_length=10, choices=Mode, blank=True)
    pools: Any = models.ManyToManyField(
        "pools.Pool",
        verbose_name=_("counts in"),
        blank=True,
        related_name="categories",
        help_text=_("In none: only the seats of the event are counted."),
    )
    needs_code = models.BooleanField(
        _("only with a code"),
        default=False,
        help_text=_("It does not stand in the form; an access code opens it."),
    )
    is_open = models.BooleanField(
        _("can be chosen"), default=True, help_text=_("Who has chosen it already stays in it.")
    )
    order = models.PositiveSmallIntegerField(_("place in the form"), default=0)

    objects: ClassVar[models.Manager["Category"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("event", "order", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "name"),
                name="one_category_of_a_name",
                violation_error_message=_("This event has a category with this name."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        """Whether anybody may choose it in the form."""
        return self.is_open and not self.needs_code

    @property
    def label(self) -> str:
        """The name and the few words about it."""
        return f"{self.name}: {self.text}" if self.text else self.name
