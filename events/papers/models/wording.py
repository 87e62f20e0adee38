"""What the certificates of one event say beside what is known of each person."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateWording(models.Model):
    """What was learnt, who signs, and how long somebody must have been there."""

    event = models.OneToOneField(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="certificate_wording",
        primary_key=True,
    )
    learnt = models.TextField(
        _("what was learnt"),
        max_length=1500,
        blank=True,
        help_text=_("One line for each point, such as: write a need that a stranger understands."),
    )
    host = models.CharField(_("host"), max_length=200, blank=True)
    signatory = models.CharField(_("who signs"), max_length=150, blank=True)
    role = models.CharField(_("in which role"), max_length=150, blank=True)
    # The name of a file in the private storage: whoever can fetch a signature can forge one.
    signature = models.CharField(max_length=120, blank=True, editable=False)
    least_minutes = models.PositiveIntegerField(
        _("least minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Who was there for less gets no certificate. Empty: whoever came gets one."),
    )

    objects: ClassVar[models.Manager["CertificateWording"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wording of certificates")
        verbose_name_plural = _("wordings of certificates")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def points(self) -> list[str]:
        """What was learnt, one text a point."""
        return [line.strip(" -•*\t") for line in self.learnt.splitlines() if line.strip(" -•*\t")]
