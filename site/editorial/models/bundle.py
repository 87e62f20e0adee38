"""Pages and snippets that become public at one moment, all of them or none."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BundleQuerySet(models.QuerySet["Bundle"]):
    """The sets of bundles that have a name."""

    def due(self) -> Self:
        """Return the bundles whose moment has come."""
        return self.filter(state=Bundle.State.SCHEDULED, scheduled_at__lte=timezone.now())


class Bundle(models.Model):
    """A name for things that belong together, and when they appear."""

    class State(models.TextChoices):
        """Where a bundle stands.

        ::

            draft <──> ready <──> scheduled ──> published
                         └──────────────────────────^
        """

        DRAFT = "draft", _("Being filled")
        READY = "ready", _("Ready")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")

    title = models.CharField(_("title"), max_length=120)
    note = models.TextField(_("note"), blank=True, max_length=600)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    scheduled_at = models.DateTimeField(_("appears"), null=True, blank=True)
    published_at = models.DateTimeField(_("appeared"), null=True, blank=True)
    failure = models.TextField(_("what stood in the way"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        ordering = ("-created_at", "-pk")
        permissions = (("publish_bundle", "Can publish bundles"),)

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether things can still be put in and taken out."""
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether it has appeared."""
        return self.state == self.State.PUBLISHED


class BundleItem(models.Model):
    """One thing in a bundle, with the version that was approved for it."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    thing = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    approved_revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    # Wagtail would count a bundle among the places that use a page; it only publishes it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("thing in a bundle")
        verbose_name_plural = _("things in bundles")
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "content_type", "object_id"], name="once_in_a_bundle"
            )
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        """Return what it is called."""
        return str(self.thing or _("deleted"))

    @property
    def newest(self) -> Any:
        """The id of the newest version of the thing; None when it is gone."""
        return getattr(self.thing, "latest_revision_id", None)

    @property
    def is_approved(self) -> bool:
        """Whether its newest version is the approved one."""
        return self.newest is not None and self.newest == self.approved_revision_id
