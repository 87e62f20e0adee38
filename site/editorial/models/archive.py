"""A page put aside: not on the site, not in lists, yet with all it was."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ArchivedPageQuerySet(models.QuerySet["ArchivedPage"]):
    """The sets of archived pages that have a name."""

    def below(self) -> Q:
        """Return the condition on pages that are archived, themselves or with one above them."""
        condition = Q(pk__in=())
        for path in self.values_list("page__path", flat=True):
            condition |= Q(path__startswith=path)
        return condition

    def holding(self, page: Page) -> Self:
        """Return the archive's entry that holds `page`: its own, or that of a page above it."""
        steps = range(page.steplen, len(page.path) + 1, page.steplen)
        return self.filter(page__path__in=[page.path[:end] for end in steps])


class ArchivedPage(models.Model):
    """One page in the archive, with everything below it; it keeps its place in the tree."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="archive_entry", verbose_name=_("page")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    public = models.JSONField(
        default=dict, editable=False, help_text="Version shown, by id of each page that was public."
    )
    archived_at = models.DateTimeField(_("archived"), default=timezone.now)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )

    objects = ArchivedPageQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("archived page")
        verbose_name_plural = _("archived pages")
        ordering = ("-archived_at", "-pk")

    def __str__(self) -> str:
        """Return the page's title."""
        return str(self.page)
