"""Rows of structured facts on publications, questions and answers, and the press room."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks.text import INLINE
from pages.identifiers import validate_doi


class Relation(models.TextChoices):
    """How a publication stands to another work; the words of DataCite 4.6, relationType."""

    CITES = "Cites", _("cites")
    IS_CITED_BY = "IsCitedBy", _("is cited by")
    IS_SUPPLEMENT_TO = "IsSupplementTo", _("is a supplement to")
    IS_SUPPLEMENTED_BY = "IsSupplementedBy", _("is supplemented by")
    IS_PART_OF = "IsPartOf", _("is part of")
    HAS_PART = "HasPart", _("has as a part")
    IS_NEW_VERSION_OF = "IsNewVersionOf", _("is a new version of")
    IS_PREVIOUS_VERSION_OF = "IsPreviousVersionOf", _("is an earlier version of")
    IS_DERIVED_FROM = "IsDerivedFrom", _("is derived from")
    REFERENCES = "References", _("refers to")
    IS_DOCUMENTED_BY = "IsDocumentedBy", _("is documented by")
    IS_IDENTICAL_TO = "IsIdenticalTo", _("is the same as")


class IdentifierScheme(models.TextChoices):
    """What kind of identifier it is; the words of DataCite 4.6, relatedIdentifierType."""

    DOI = "DOI", "DOI"
    URL = "URL", _("address on the web")
    HANDLE = "Handle", "Handle"
    ISBN = "ISBN", "ISBN"
    ISSN = "ISSN", "ISSN"


class RelatedIdentifier(blocks.StructBlock):
    """Another work to which this one is related."""

    relation = blocks.ChoiceBlock(label=_("This publication"), choices=Relation.choices)
    identifier = blocks.CharBlock(label=_("Identifier"), max_length=300)
    scheme = blocks.ChoiceBlock(
        label=_("Kind of identifier"), choices=IdentifierScheme.choices, default="DOI"
    )

    class Meta:
        icon = "link"
        label = _("Related work")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Return the cleaned value; refuse a DOI or an address that is written wrongly."""
        cleaned = super().clean(value)
        written, scheme = cleaned["identifier"], cleaned["scheme"]
        error: ValidationError | None = None
        if scheme == IdentifierScheme.DOI:
            try:
                validate_doi(written)
            except ValidationError as wrong:
                error = wrong
        elif scheme == IdentifierScheme.URL and not written.startswith(("https://", "http://")):
            error = ValidationError(_("An address on the web begins with https://"))
        if error:
            raise blocks.StructBlockValidationError(block_errors={"identifier": error})
        return cleaned


class Question(blocks.StructBlock):
    """A question as people ask it, and its answer."""

    question = blocks.CharBlock(
        label=_("Question"), max_length=200, help_text=_("As people ask it, with its mark.")
    )
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*INLINE, "ul", "ol"])

    class Meta:
        icon = "help"
        label = _("Question and answer")


class Fact(blocks.StructBlock):
    """A fact that a journalist may print."""

    label = blocks.CharBlock(label=_("What"), max_length=80)
    value = blocks.CharBlock(label=_("Fact"), max_length=300)

    class Meta:
        icon = "tag"
        label = _("Fact")


class MediaFile(blocks.StructBlock):
    """A file of the media kit: a picture or a document, never both."""

    title = blocks.CharBlock(label=_("Name"), max_length=120)
    image = ImageChooserBlock(label=_("Image"), required=False)
    document = DocumentChooserBlock(label=_("Document"), required=False)
    note = blocks.CharBlock(label=_("What to use it for"), max_length=200, required=False)

    class Meta:
        icon = "download"
        label = _("File")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Return the cleaned value; refuse a row with no file and a row with two."""
        cleaned = super().clean(value)
        if bool(cleaned["image"]) == bool(cleaned["document"]):
            wrong = ValidationError(_("Choose one file: an image or a document."))
            raise blocks.StructBlockValidationError(block_errors={"image": wrong})
        return cleaned


class Coverage(blocks.StructBlock):
    """What somebody else wrote or said about the project."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    outlet = blocks.CharBlock(label=_("Where"), max_length=120)
    date = blocks.DateBlock(label=_("When"))
    url = blocks.URLBlock(label=_("Address"), required=False)
    language = blocks.CharBlock(
        label=_("Language"), max_length=2, default="en", help_text=_("Two letters: en, fr, pt.")
    )

    class Meta:
        icon = "openquote"
        label = _("Report")
