"""The rows of structured facts on a tool: its risks, its worksheet, and the steps of a path."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class RiskKind(models.TextChoices):
    """What may go wrong when a firm opens up."""

    IP = "ip", _("Intellectual property")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    PERSONAL_DATA = "personal-data", _("Personal data")
    COMPETITION = "competition", _("Competition law")
    DEPENDENCE = "dependence", _("Dependence on one partner")
    OTHER = "other", _("Other risk")


class Risk(blocks.StructBlock):
    """One thing that may go wrong, and what to do about it."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=RiskKind.choices)
    text = blocks.TextBlock(
        label=_("What may happen, and what to do"),
        max_length=500,
        help_text=_("Name the danger first, then the remedy, in two or three sentences."),
    )

    class Meta:
        icon = "warning"
        label = _("Risk")


class PartKind(models.TextChoices):
    """How a part of a worksheet is filled in."""

    LINES = "lines", _("Lines to write on")
    TABLE = "table", _("Table")
    CHECKLIST = "checklist", _("Checklist")
    SCORES = "scores", _("Scores")


NEEDS_COLUMNS = {PartKind.TABLE, PartKind.SCORES}
NEEDS_ITEMS = {PartKind.CHECKLIST, PartKind.SCORES}


class WorksheetPart(blocks.StructBlock):
    """One part of a worksheet, to be filled in on paper or on screen."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    hint = blocks.TextBlock(
        label=_("Hint"), required=False, max_length=400, help_text=_("What belongs here.")
    )
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=PartKind.choices, default=PartKind.LINES)
    lines = blocks.IntegerBlock(
        label=_("Rows to fill"), required=False, default=4, min_value=1, max_value=20
    )
    columns = blocks.ListBlock(
        blocks.CharBlock(max_length=60, label=_("Column")),
        label=_("Columns"),
        default=[],
        max_num=6,
        help_text=_("For tables and scores."),
    )
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Row")),
        label=_("Rows"),
        default=[],
        max_num=20,
        help_text=_("For checklists and scores; in a table the heads of the rows."),
    )

    class Meta:
        icon = "form"
        label = _("Part of the worksheet")

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Return the cleaned part; refuse a table without columns and a checklist without rows."""
        cleaned = super().clean(value)
        errors = {}
        if cleaned["kind"] in NEEDS_COLUMNS and not cleaned["columns"]:
            errors["columns"] = ValidationError(_("Name at least one column."))
        if cleaned["kind"] in NEEDS_ITEMS and not cleaned["items"]:
            errors["items"] = ValidationError(_("Name at least one row."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class PathStep(blocks.StructBlock):
    """A tool on a path, and why it stands there."""

    tool = blocks.PageChooserBlock(target_model="pages.ToolPage", label=_("Tool"))
    why = blocks.TextBlock(
        label=_("Why now"), max_length=400, help_text=_("What it adds to the tool before it.")
    )
    optional = blocks.BooleanBlock(
        label=_("May be left out"), required=False, help_text=_("Then say in “Why now” when.")
    )

    class Meta:
        icon = "order"
        label = _("Tool")
