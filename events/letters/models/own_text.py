"""The words of an organiser in place of the house's, for one mail of one event."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnText(models.Model):
    """Subject and text of one kind of mail in one language; `events.letters.kinds` lists them."""

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="own_texts",
    )
    kind = models.CharField(_("mail"), max_length=40)
    plan = models.ForeignKey(
        "letters.Plan",
        verbose_name=_("reminder or follow-up"),
        on_delete=models.CASCADE,
        related_name="texts",
        null=True,
        blank=True,
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=6000)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[models.Manager["OwnText"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("own text")
        verbose_name_plural = _("own texts")
        ordering = ("event", "kind", "plan", "language")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "kind", "plan", "language"),
                name="one_own_text_for_each_mail",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.kind}, {self.language}"
