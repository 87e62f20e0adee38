"""The upload forms of the administration: every file is checked before it is kept."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.uploads.documents import check_document
from pages.uploads.images import check_image


class CheckedImageField(WagtailImageField):
    """An image that is looked at before Wagtail opens it."""

    def to_python(self, data: Any) -> Any:
        """Return the file as Wagtail reads it; raise ValidationError for what we refuse."""
        if data in self.empty_values:
            return None
        check_image(data)
        return super().to_python(data)


class CheckedDocumentField(WagtailDocumentField):
    """A document that is looked into before it is kept."""

    def to_python(self, data: Any) -> Any:
        """Return the file; raise ValidationError for what we refuse."""
        if data in self.empty_values:
            return None
        if not data.size:
            raise ValidationError(self.error_messages["empty"], code="empty")
        check_document(data)
        return super().to_python(data)


class CheckedImageForm(BaseImageForm):
    """Wagtail's form for images, with our checks."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _exchange(self, CheckedImageField)


class CheckedDocumentForm(BaseDocumentForm):
    """Wagtail's form for documents, with our checks."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _exchange(self, CheckedDocumentField)


def _exchange(form: Any, kind: Any) -> None:
    """Put a field of our kind in the place of Wagtail's."""
    old = form.fields.get("file")
    if old is not None:
        form.fields["file"] = kind(
            label=old.label, required=old.required, widget=old.widget, initial=old.initial
        )
