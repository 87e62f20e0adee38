"""What editors and readers type."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import get_snippet_models

from editorial.actions.previews import MOST_DAYS, Invitation
from editorial.models import PreviewLink

MOST_CHOICES = 300


class PageChooser(AdminPageChooser):
    """Wagtail's page chooser, to which anything but a number is no page at all."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the id that was chosen; None for what is none."""
        value = super().value_from_datadict(data, files, name)
        return value if str(value or "").isdecimal() else None


class InvitationForm(forms.Form):
    """Whom a preview link is for."""

    name = forms.CharField(label=_("Name of the reader"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address of the reader"),
        required=False,
        help_text=_("When given, the link is sent there."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the reader should look at."),
    )
    days = forms.IntegerField(label=_("Works for so many days"), min_value=1, max_value=MOST_DAYS)
    counts_as_check = forms.BooleanField(
        label=_("Approval counts as the editorial check"),
        required=False,
        help_text=_("It never publishes: the last word stays with a second person here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = settings.EDITORIAL_PREVIEW_DAYS

    def invitation(self) -> Invitation:
        """Return what was typed, once it is valid."""
        return Invitation(**self.cleaned_data)


class RemarkForm(forms.Form):
    """What a reader says about a page; every field may stay empty, not all of them."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    quote = forms.CharField(
        label=_("Passage"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Copy the words that you mean, or leave it empty."),
    )
    text = forms.CharField(
        label=_("Your remark"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    verdict = forms.ChoiceField(
        choices=[("", ""), *PreviewLink.Verdict.choices[1:]],
        required=False,
        error_messages={"invalid_choice": _("Press one of the buttons.")},
    )


class ArchiveForm(forms.Form):
    """Why a page goes to the archive."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For those who look for the page later."),
    )


class RestoreForm(forms.Form):
    """Where a page comes back, when its old place is gone."""

    parent = forms.ModelChoiceField(
        label=_("Below which page?"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=PageChooser,
        error_messages={"required": _("Choose a page.")},
    )


class ThingForm(forms.Form):
    """What goes into a bundle: a page, or a snippet that has a draft."""

    page = forms.ModelChoiceField(
        label=_("Page"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=PageChooser,
        required=False,
    )
    snippet = forms.ChoiceField(label=_("Or a snippet with a draft"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.snippets = _snippets_with_drafts()
        choices = [(key, str(thing)) for key, thing in self.snippets.items()]
        self.fields["snippet"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["snippet"]

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data with the one thing chosen as `thing`."""
        data = super().clean() or {}
        thing = data.get("page") or self.snippets.get(data.get("snippet", ""))
        if thing is None and not self.errors:
            raise forms.ValidationError(_("Choose a page or a snippet."))
        return data | {"thing": thing}


def _snippets_with_drafts() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in get_snippet_models():
        if issubclass(model, DraftStateMixin):
            kind = ContentType.objects.get_for_model(model)
            drafts = model._default_manager.filter(has_unpublished_changes=True)[:MOST_CHOICES]
            found |= {f"{kind.pk}:{thing.pk}": thing for thing in drafts}
    return found


class MomentForm(forms.Form):
    """When a bundle appears."""

    at = forms.DateTimeField(
        label=_("Appears"),
        widget=AdminDateTimeInput,
        error_messages={"required": _("Choose a moment."), "invalid": _("Choose a moment.")},
    )
