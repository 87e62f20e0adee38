"""Bricks of numbers: large figures, tables with types, charts with their table beside them."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from pages.charts import Chart, chart_svg

MOST_POINTS: Final = 12
MOST_SERIES: Final = 3


class Figure(blocks.StructBlock):
    """A number with its meaning and its source."""

    figure = blocks.CharBlock(label=_("Number"), max_length=40, help_text=_("With its unit."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)
    source = blocks.CharBlock(label=_("Source"), max_length=300, required=False)

    class Meta:
        icon = "decimal"
        label = _("Number")


class Figures(blocks.StructBlock):
    """Large numbers in a row."""

    items = blocks.ListBlock(Figure(), label=_("Numbers"), min_num=1, max_num=4)

    class Meta:
        icon = "decimal"
        label = _("Numbers")
        description = _("One to four large numbers in a row, each with its source.")
        preview_value = {
            "items": [
                {"figure": "152", "label": "recipes opened", "source": "Example"},
                {"figure": "620 h", "label": "of own time", "source": "Example"},
            ]
        }
        template = "pages/blocks/figures.html"


def _cells(**options: Any) -> TypedTableBlock:
    cells = [
        ("text", blocks.CharBlock(label=_("Text"), required=False, max_length=300)),
        ("number", blocks.DecimalBlock(label=_("Number"), required=False)),
    ]
    return TypedTableBlock(cells, **options)


def _table(*rows: tuple[Any, ...], columns: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return the stored form of a table."""
    return {
        "columns": [{"type": kind, "heading": heading} for kind, heading in columns],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }


class Table(blocks.StructBlock):
    """Rows and columns with a caption, a source, and numbers that stand below each other."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=200, help_text=_("What the table shows, read out first.")
    )
    table = _cells(label=_("Table"))
    first_is_head = blocks.BooleanBlock(
        label=_("The first column names the rows"), required=False, default=True
    )
    source = blocks.CharBlock(label=_("Source"), max_length=300, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Columns of text or numbers with a caption and a source.")
        preview_value = {
            "caption": "What a licence cost three firms, in euro",
            "table": _table(
                ("Patents", "17000"),
                ("Lawyer", "11000"),
                columns=(("text", "For"), ("number", "Euro")),
            ),
            "first_is_head": True,
            "source": "Example",
        }
        template = "pages/blocks/table.html"

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Return the cleaned table; refuse one without columns or rows, or with a nameless head."""
        cleaned = super().clean(value)
        table = cleaned["table"]
        if not table.columns or not table.row_data:
            raise _refusal("table", _("A table needs a column and a row at least."))
        if not all(column["heading"].strip() for column in table.columns):
            raise _refusal("table", _("Name each column."))
        return cleaned


class ChartKind(models.TextChoices):
    """How numbers are drawn."""

    BARS = "bars", _("Bars, to compare")
    LINE = "line", _("Lines, over time")


class ChartBlock(blocks.StructBlock):
    """Numbers as a drawing, with the table they come from beside it."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What the chart shows, as a sentence.")
    )
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=ChartKind.choices, default=ChartKind.BARS)
    unit = blocks.CharBlock(label=_("Unit"), max_length=40, required=False)
    data = _cells(
        label=_("Numbers"),
        help_text=_("First column: names. Then one to three columns of numbers; 2 to 12 rows."),
    )
    source = blocks.CharBlock(label=_("Source"), max_length=300)

    class Meta:
        icon = "decimal"
        label = _("Chart")
        description = _("A table of numbers, drawn as bars or lines, with the table below it.")
        preview_value = {
            "title": "Most firms need a year to the first contract",
            "kind": "bars",
            "unit": "months",
            "data": _table(
                ("First talk", "2"),
                ("Trial", "7"),
                ("Contract", "12"),
                columns=(("text", "Step"), ("number", "Months")),
            ),
            "source": "Example",
        }
        template = "pages/blocks/chart.html"

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Return the cleaned chart; refuse what cannot be drawn."""
        cleaned = super().clean(value)
        if complaint := _undrawable(cleaned["data"]):
            raise _refusal("data", complaint)
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the context with the drawing."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        table = value["data"]
        rows = [row["values"] for row in table.row_data]
        chart = Chart(
            kind=value["kind"],
            labels=tuple(str(row[0] or "") for row in rows),
            series=tuple(
                (table.columns[place]["heading"], tuple(row[place] for row in rows))
                for place in range(1, len(table.columns))
            ),
        )
        return context | {"drawing": chart_svg(chart), "series": chart.series}


def _undrawable(table: Any) -> Any:
    """Return what is wrong with the numbers of a chart, or nothing."""
    kinds = [column["block"].name for column in table.columns]
    series = kinds[1:]
    if kinds[:1] != ["text"] or not series or set(series) != {"number"}:
        return _("The first column holds names, every other one numbers.")
    if len(series) > MOST_SERIES or not 2 <= len(table.row_data) <= MOST_POINTS:
        return _("One to three columns of numbers, two to twelve rows.")
    if any(cell is None for row in table.row_data for cell in row["values"][1:]):
        return _("Each row needs all its numbers.")
    return None


def _refusal(name: str, message: Any) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={name: ValidationError(message)})
