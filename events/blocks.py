"""The rows of an event: what happens when, and who leads it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ProgrammeItem(blocks.StructBlock):
    """One part of the day."""

    time = blocks.TimeBlock(label=_("From"), help_text=_("By the clock of the event's place."))
    title = blocks.CharBlock(label=_("Title"), max_length=140)
    text = blocks.TextBlock(label=_("What happens"), required=False)

    class Meta:
        icon = "time"
        label = _("Part")


class Programme(blocks.StreamBlock):
    """The parts of an event in their order."""

    item = ProgrammeItem()


class Speaker(blocks.StructBlock):
    """Somebody who leads or speaks."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    note = blocks.CharBlock(
        label=_("Who this is"), max_length=300, required=False, help_text=_("One sentence.")
    )

    class Meta:
        icon = "user"
        label = _("Person")


class Speakers(blocks.StreamBlock):
    """Those who lead or speak."""

    person = Speaker()
