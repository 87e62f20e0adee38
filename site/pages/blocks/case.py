"""The rows of structured facts on a case."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def stage_choices() -> list[tuple[str, Any]]:
    """Return code and name of each stage of the open innovation cycle, in its order.

    The codes are those of the vocabulary; asking it for each value of a text would cost a query.
    """
    return [
        ("strategic-challenges", _("Strategic challenges")),
        ("opportunity-scoping", _("Scoping of business opportunities")),
        ("concept-development", _("Concept development")),
        ("competitive-analysis", _("Competitive analysis")),
        ("commercialisation", _("Commercialisation")),
        ("follow-up", _("Follow-up")),
    ]


class PathwayStage(blocks.StructBlock):
    """What happened in one stage of the cycle that the firm really passed."""

    stage = blocks.ChoiceBlock(label=_("Stage"), choices=stage_choices)
    text = blocks.TextBlock(
        label=_("What happened"), max_length=800, help_text=_("One paragraph: who did what.")
    )

    class Meta:
        icon = "order"
        label = _("Stage")


class Episode(blocks.StructBlock):
    """A stretch of a case's story."""

    when = blocks.CharBlock(
        label=_("When"), max_length=40, help_text=_("In months from the start: “Month 4 to 10”.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("What happened"))

    class Meta:
        icon = "time"
        label = _("Episode")


class Partner(blocks.StructBlock):
    """Somebody the firm worked with."""

    name = blocks.CharBlock(
        label=_("Name or kind"), max_length=120, help_text=_("A kind when the name is not free.")
    )
    role = blocks.CharBlock(label=_("Role"), max_length=120)
    gave = blocks.CharBlock(label=_("Gave"), max_length=300)
    got = blocks.CharBlock(label=_("Got"), max_length=300)

    class Meta:
        icon = "group"
        label = _("Partner")


class Fact(blocks.StructBlock):
    """A line on a museum label."""

    label = blocks.CharBlock(label=_("What"), max_length=80)
    value = blocks.CharBlock(label=_("How much"), max_length=300)

    class Meta:
        icon = "tag"
        label = _("Line")


class KeyNumber(blocks.StructBlock):
    """A number that a reader should remember."""

    figure = blocks.CharBlock(label=_("Number"), max_length=40, help_text=_("With its unit."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)

    class Meta:
        icon = "decimal"
        label = _("Number")


class Result(blocks.StructBlock):
    """What changed, measured; “no change” is a result as well."""

    measure = blocks.CharBlock(label=_("Measure"), max_length=120)
    before = blocks.CharBlock(label=_("Before"), max_length=120)
    after = blocks.CharBlock(label=_("After"), max_length=200)
    period = blocks.CharBlock(label=_("Period"), max_length=80)
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        icon = "table"
        label = _("Result")
