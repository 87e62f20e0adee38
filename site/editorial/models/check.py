"""What was found on pages: faults of content, and links that lead nowhere."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PageCheck(models.Model):
    """What the last look at a page found."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="content_check"
    )
    findings = models.JSONField(default=list)
    blocking = models.PositiveIntegerField(_("must be mended"), default=0)
    warnings = models.PositiveIntegerField(_("should be mended"), default=0)
    checked_at = models.DateTimeField(_("looked at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("content check")
        verbose_name_plural = _("content checks")

    def __str__(self) -> str:
        """Return how much was found."""
        return f"{self.blocking}/{self.warnings}"


class LinkFault(models.Model):
    """A link that leads nowhere, or not where it should."""

    class Kind(models.TextChoices):
        """What is wrong."""

        GONE = "gone", _("Leads to nothing")
        HIDDEN = "hidden", _("Leads to an unpublished page")
        ANCHOR = "anchor", _("No such heading on the page")
        DETOUR = "detour", _("Goes through a redirect")
        LOOP = "loop", _("Redirects in a circle")
        SYNTAX = "syntax", _("Not an address")
        MOVED = "moved", _("The site has moved")
        EXTERNAL = "external", _("Did not answer")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", null=True
    )
    source_label = models.CharField(_("where"), max_length=255)
    source_url = models.CharField(max_length=500, blank=True)
    field = models.CharField(_("field"), max_length=255, blank=True)
    href = models.TextField(_("link"))
    kind = models.CharField(_("fault"), max_length=10, choices=Kind)
    advice = models.TextField(_("what to do"), blank=True)
    first_seen = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ("-first_seen", "pk")
        indexes = (models.Index("page", name="editorial_fault_page"),)

    def __str__(self) -> str:
        """Return the link."""
        return self.href[:200]


class MovedDomain(models.Model):
    """A site that is known to have moved; links to it are reported, never asked for."""

    domain = models.CharField(
        _("old domain"), max_length=253, unique=True, help_text=_("Without https://")
    )
    moved_to = models.CharField(_("new domain"), max_length=253, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("moved domain")
        verbose_name_plural = _("moved domains")
        ordering = ("domain",)

    def __str__(self) -> str:
        """Return the old domain."""
        return self.domain

    def save(self, *args: object, **kwargs: object) -> None:
        """Save the domain as it stands in addresses: in lower case, without a scheme."""
        self.domain = self.domain.strip().lower().removeprefix("https://").removeprefix("http://")
        self.domain = self.domain.split("/")[0]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
