"""Events that belong together: a clinic each month, a course in three parts."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """A name and a few words for several events; each event is registered for by itself."""

    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("The last part of its address.")
    )
    text = models.TextField(
        _("what it is"), max_length=600, blank=True, help_text=_("Two or three sentences.")
    )

    objects: ClassVar[models.Manager["Series"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page that lists its dates."""
        return reverse("event_series:page", args=(self.slug,))
