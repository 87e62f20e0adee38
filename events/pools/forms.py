"""What the desk types about pools, categories, codes and who may register."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from events.models import EventPage
from events.pools.actions import MOST_AT_ONCE
from events.pools.models import AccessCode, Category, EntryRules, Pool
from events.pools.models.code import LONGEST, SHORTEST, plain_code


class OfEventForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form about something of one event."""

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.instance.event = event

    def _get_validation_exclusions(self) -> set[str]:
        """Look at the event, too, when names are compared: it is no field, but known."""
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions - {"event"}


class PoolForm(OfEventForm):
    """One pool."""

    class Meta:
        model = Pool
        fields = ("name", "kind", "capacity")


class CategoryForm(OfEventForm):
    """One category, and the pools in which it counts."""

    class Meta:
        model = Category
        fields = ("name", "text", "mode", "pools", "needs_code", "is_open", "order")
        widgets = {"pools": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pools"].queryset = Pool.objects.filter(event=self.event)  # type: ignore[attr-defined]


class AllowanceForm(OfEventForm):
    """What a code opens, how often, and until when."""

    class Meta:
        model = AccessCode
        fields: tuple[str, ...] = (
            *("note", "category", "most_uses", "ends_at"),
            *("skips_approval", "skips_window", "skips_line"),
        )
        widgets = {"ends_at": AdminDateTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(event=self.event)  # type: ignore[attr-defined]


class CodeForm(AllowanceForm):
    """One code, with words of one's own where wished."""

    class Meta(AllowanceForm.Meta):
        fields = ("code", *AllowanceForm.Meta.fields)

    def clean_code(self) -> str:
        """Return the code as it is kept.

        Raises:
            ValidationError: it is too short to be hard to guess, or too long.
        """
        code = plain_code(self.cleaned_data["code"])
        if not SHORTEST <= len(code) <= LONGEST:
            message = _("Write %(least)s to %(most)s letters or digits.")
            raise forms.ValidationError(message % {"least": SHORTEST, "most": LONGEST})
        return code


class CodesForm(AllowanceForm):
    """Many random codes at once."""

    number = forms.IntegerField(
        label=gettext_lazy("How many codes"), min_value=1, max_value=MOST_AT_ONCE, initial=20
    )
    field_order = ("number",)

    def allowance(self) -> dict[str, Any]:
        """Return what each of the codes allows."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RulesForm(OfEventForm):
    """Who may register."""

    class Meta:
        model = EntryRules
        fields = ("who",)
        widgets = {"who": forms.RadioSelect}
