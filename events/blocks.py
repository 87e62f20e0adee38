"""The rows of an event: what happens when, who leads it, who is behind it, what remains of it."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.models.media import Licence

KINDS: Final = (
    ("slides", _("Slides")),
    ("recording", _("Recording")),
    ("notes", _("Notes")),
    ("exercise", _("Exercise")),
    ("report", _("Report")),
    ("other", _("Other")),
)
EVERYONE, REGISTERED, ATTENDED = "everyone", "registered", "attended"
READERS: Final = (
    (EVERYONE, _("Everyone")),
    (REGISTERED, _("Those who were registered")),
    (ATTENDED, _("Those who came")),
)
EITHER: Final = _("Give a link or a document: one of the two.")


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
    person = SnippetChooserBlock(
        "pages.Person",
        label=_("Person of the directory"),
        required=False,
        help_text=_("Brings the photograph, and leads to the page of the person."),
    )
    url = blocks.URLBlock(
        label=_("More about the person"),
        required=False,
        help_text=_("Such as the profile of a member. Ask the person first."),
    )

    class Meta:
        icon = "user"
        label = _("Person")


class Speakers(blocks.StreamBlock):
    """Those who lead or speak."""

    person = Speaker()


class Organisation(blocks.StructBlock):
    """An organisation that has no page of its own on this site."""

    name = blocks.CharBlock(label=_("Name"), max_length=160)
    url = blocks.URLBlock(label=_("Website"), required=False)

    class Meta:
        icon = "group"
        label = _("Another organisation")


class Hosts(blocks.StreamBlock):
    """Those who stand behind an event."""

    partner = SnippetChooserBlock("pages.Partner", label=_("Partner of the project"), icon="group")
    organisation = Organisation()


class Material(blocks.StructBlock):
    """A link or a document to look at again, and for whom it is."""

    title = blocks.CharBlock(label=_("Title"), max_length=140)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KINDS, default="slides")
    url = blocks.URLBlock(label=_("Link"), required=False, help_text=_("Such as a recording."))
    document = DocumentChooserBlock(
        label=_("Document"), required=False, help_text=_("With its own language and licence.")
    )
    language = blocks.ChoiceBlock(label=_("Language"), choices=settings.LANGUAGES, required=False)
    licence = blocks.ChoiceBlock(label=_("Licence"), choices=Licence.choices, required=False)
    readers = blocks.ChoiceBlock(
        label=_("For whom"),
        choices=READERS,
        default=EVERYONE,
        help_text=_(
            "Others do not see that it exists. Whoever gets a link may pass it on, and a document"
            " is safe only in a collection that is private."
        ),
    )

    class Meta:
        icon = "doc-full"
        label = _("Material")

    def clean(self, value: Any) -> Any:
        """Return the value with exactly one of a link and a document.

        Raises:
            StructBlockValidationError: it has none of them, or both.
        """
        cleaned: Mapping[str, Any] = super().clean(value)
        if bool(cleaned["url"]) == bool(cleaned["document"]):
            raise StructBlockValidationError(block_errors={"url": ValidationError(EITHER)})
        return cleaned


class Materials(blocks.StreamBlock):
    """What can be looked at again."""

    material = Material()
