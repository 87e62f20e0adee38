"""What this room keeps: the short lists of members, and which worksheets were made here."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ShortListQuerySet(models.QuerySet["ShortListEntry"]):
    """Entries with names for their sets."""

    def of(self, user: Any) -> "ShortListQuerySet":
        """Return the entries of one member in the member's own order."""
        return self.filter(user=user).order_by("order", "pk")


class ShortListEntry(models.Model):
    """One tool on the short list of one member."""

    NOTE_LENGTH = 500

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="short_list",
    )
    tool = models.ForeignKey(
        "pages.ToolPage",
        verbose_name=_("tool"),
        on_delete=models.CASCADE,
        related_name="short_list_entries",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.CharField(_("note"), max_length=NOTE_LENGTH, blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ShortListQuerySet.as_manager()
    # Whose list a tool stands on is nobody's business at the editors' desk.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of a short list")
        verbose_name_plural = _("entries of short lists")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "tool"], name="toolbox_tool_once_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.tool_id}"


def _document(name: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=name,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )


class Worksheet(models.Model):
    """The two documents that were made from the parts of one tool's worksheet.

    What is not in here was chosen by an editor and is never replaced.
    """

    tool = models.OneToOneField(
        "pages.ToolPage",
        verbose_name=_("tool"),
        on_delete=models.CASCADE,
        related_name="made_worksheet",
    )
    pdf = _document(_("to print"))
    odt = _document(_("to edit"))
    digest = models.CharField(_("digest of its content"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    # The page itself refers to the documents; this row follows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("worksheet")
        verbose_name_plural = _("worksheets")

    def __str__(self) -> str:
        return f"{self.tool_id} {self.made_at:%Y-%m-%d}"
